package org.openwa.memory;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.openwa.model.CborSerializable;
import org.openwa.model.SessionId;

/**
 * Memory of a session's browser. What could not be measured is null.
 *
 * @param pssBytes of its processes: their own, and their share of what they share with others
 * @param rssBytes of its processes, what they share counted once for each
 * @param jsHeapBytes of the page's scripts, in use
 * @param roles what of it the processes of each role take
 */
public record SessionMemory(
    SessionId session,
    @Nullable Long pssBytes,
    @Nullable Long rssBytes,
    @Nullable Long jsHeapBytes,
    @Nullable Integer processes,
    List<OfRole> roles,
    Instant measuredAt)
    implements CborSerializable {

  /**
   * A part of the whole.
   *
   * @param role a word of {@link ProcessRole}, or of a later version's
   */
  public record OfRole(String role, long pssBytes) {}

  /** Largest first; what was not measured comes last, and equal ones by id. */
  public static final Comparator<SessionMemory> LARGEST_FIRST =
      Comparator.comparingLong((SessionMemory memory) -> memory.size().orElse(-1))
          .reversed()
          .thenComparing(memory -> memory.session().value());

  public SessionMemory {
    roles = List.copyOf(roles);
  }

  /** What it is compared by: PSS, and RSS where the kernel does not show us that. */
  public OptionalLong size() {
    if (pssBytes != null) {
      return OptionalLong.of(pssBytes);
    }
    return rssBytes == null ? OptionalLong.empty() : OptionalLong.of(rssBytes);
  }
}
