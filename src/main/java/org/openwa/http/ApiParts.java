package org.openwa.http;

import org.openwa.message.MessageStore;
import org.openwa.session.SessionDirectory;
import org.openwa.session.Sessions;
import org.openwa.vault.SavedProfiles;

/** All that the API asks. */
public record ApiParts(
    Sessions sessions,
    SessionDirectory directory,
    MessageStore messages,
    SavedProfiles profiles,
    MediaDesk media,
    AccessDesk access,
    NodeHealth health,
    WebhookDesk webhooks,
    PlanDesk plans,
    ClusterDesk cluster,
    MemoryDesk memory,
    RequestWatch watch,
    AdminDesk admin) {}
