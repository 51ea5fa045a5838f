package org.openwa.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import org.junit.jupiter.api.Tag;

/** What the build must know of a test: of those with the tag it never runs two at a time. */
@AnalyzeClasses(packages = "org.openwa", importOptions = ImportOption.OnlyIncludeTests.class)
class TestTagsTest {

  private static final Set<String> NEED_THE_MACHINE = Set.of("NodeProcess", "LinkedNode");

  private static final DescribedPredicate<JavaClass> START_BROWSERS_OR_NODES =
      describe(
          "start browsers or nodes as processes",
          test ->
              test.getDirectDependenciesFromSelf().stream()
                  .anyMatch(dependency ->
                      NEED_THE_MACHINE.contains(dependency.getTargetClass().getSimpleName())));

  @ArchTest
  static final ArchRule whatStartsBrowsersOrNodesHasTheTag =
      classes()
          .that(
              simpleNameEndingWith("Test")
                  .and(simpleNameEndingWith("E2eTest").or(START_BROWSERS_OR_NODES)))
          .should()
          .beAnnotatedWith(Tag.class);
}
