/** Reads the configuration once into checked records and explains what is wrong with it. */
@NullMarked
package org.openwa.config;

import org.jspecify.annotations.NullMarked;
