/**
 * Keeps the profiles of linked browsers, encrypted and in versions, where every node finds them.
 * Read {@code ProfileVault} first, then {@code ProfileArchive} and {@code VaultStore}.
 */
@NullMarked
package org.openwa.vault;

import org.jspecify.annotations.NullMarked;
