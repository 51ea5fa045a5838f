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

  private static final Set<String> NODES = Set.of("NodeProcess", "LinkedNode");

  private static final DescribedPredicate<JavaClass> START_NODES =
      describe(
          "start nodes as processes",
          test ->
              test.getMethodCallsFromSelf().stream()
                  .anyMatch(call ->
                      NODES.contains(call.getTargetOwner().getSimpleName())
                          && call.getName().equals("start")));

  @ArchTest
  static final ArchRule whatStartsBrowsersOrNodesHasTheTag =
      classes()
          .that(simpleNameEndingWith("Test").and(simpleNameEndingWith("E2eTest").or(START_NODES)))
          .should()
          .beAnnotatedWith(Tag.class);
}
