package org.openwa.session;

import org.openwa.model.CborSerializable;

/**
 * The answer to {@link SessionCommand.Ping}.
 *
 * @param incarnation another one whenever the session was started anew, here or elsewhere: what the
 *     former one had not answered it never will
 */
public record Pong(long incarnation) implements CborSerializable {}
