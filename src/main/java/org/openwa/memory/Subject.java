package org.openwa.memory;

import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.openwa.model.SessionId;

/**
 * A running browser, as far as its memory is concerned.
 *
 * @param guard the process at the head of its process tree
 * @param heap asks for the bytes in use of the page's scripts
 * @param clear has it forget what it only keeps to be faster, and answers the heap after that
 */
public record Subject(
    SessionId session,
    long guard,
    Supplier<CompletionStage<Long>> heap,
    Supplier<CompletionStage<Long>> clear) {}
