package org.openwa.access;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import org.openwa.egress.Cidr;
import org.openwa.model.ChatId;
import org.openwa.model.SessionId;

/**
 * What a key is limited to. What is empty does not limit.
 *
 * @param networks from which the key may be used
 */
public record Limits(Set<SessionId> sessions, Set<ChatId> chats, List<Cidr> networks) {

  public static final Limits NONE = new Limits(Set.of(), Set.of(), List.of());

  public Limits {
    sessions = Set.copyOf(sessions);
    chats = Set.copyOf(chats);
    networks = List.copyOf(networks);
  }

  public boolean permit(SessionId session) {
    return sessions.isEmpty() || sessions.contains(session);
  }

  public boolean permit(ChatId chat) {
    return chats.isEmpty() || chats.contains(chat);
  }

  public boolean permit(InetAddress address) {
    return networks.isEmpty() || networks.stream().anyMatch(network -> network.contains(address));
  }
}
