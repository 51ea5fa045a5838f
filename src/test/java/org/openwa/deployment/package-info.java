/**
 * What can be known without Docker and Kubernetes about the files that containers are made from.
 */
@NullMarked
package org.openwa.deployment;

import org.jspecify.annotations.NullMarked;
