package org.openwa.session;

/** Whether there is room for one more browser somewhere in the cluster. */
@FunctionalInterface
public interface Capacity {

  boolean isExhausted();
}
