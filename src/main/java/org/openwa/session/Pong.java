package org.openwa.session;

import org.openwa.model.CborSerializable;

/**
 * The answer to {@link SessionCommand.Ping}.
 *
 * @param incarnation another one whenever the session was started anew, here or elsewhere: what the
 *     former one had not answered it never will, unless it left in order
 * @param predecessor the incarnation that left in order and sent here what it had not answered; 0
 *     where there is none
 */
public record Pong(long incarnation, long predecessor) implements CborSerializable {}
