package org.openwa.model;

import org.jspecify.annotations.Nullable;

/**
 * The WhatsApp account that a session is linked to.
 *
 * @param phone bare digits
 * @param pushName the name that the account shows to others, once known
 * @param platform the phone's system, as WhatsApp Web reports it: {@code android}, {@code ios}
 */
public record Account(String phone, @Nullable String pushName, @Nullable String platform) {}
