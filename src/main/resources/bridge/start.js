// Begins, once everything is there.

inOrder(repeatFacts);

// A logout that happened before this page was there to notice leaves only this trace.
const query = new URLSearchParams(location.search);
if (query.has('post_logout')) tell({ kind: 'unlinked', reason: query.get('logout_reason') ?? 'unknown' });

WPP.on('chat.new_message', onMessage);
WPP.on('chat.msg_ack_change', onReceipt);
WPP.on('chat.msg_edited', onEdit);
WPP.on('chat.msg_revoke', ({ refId, author, from }) => onRevocation(refId, author ?? from));
WPP.on('chat.new_reaction', onReaction);
WPP.on('call.incoming_call', onCall);
WPP.on('chat.presence_change', onPresence);
WPP.on('conn.auth_code_change', onCode);
WPP.on('conn.qrcode_idle', onCodesExhausted);
WPP.on('conn.logout_reason', (reason) => { logoutReason = reason; });
WPP.on('conn.logout', () => tell({ kind: 'unlinked', reason: logoutReason ?? 'unknown' }));
for (const event of ['authenticated', 'main_loaded', 'main_ready', 'stream_mode_changed', 'stream_info_changed', 'online']) {
  WPP.on(`conn.${event}`, tellState);
}

WPP.loader.onInjected(() => {
  const { MsgStore, Socket } = WPP.whatsapp;
  MsgStore.on('change:ack', onAckOfModel);
  MsgStore.on('change:type', (message) => message.type === 'revoked' && onRevocation(message.id, null));
  Socket.on('change:state', tellState);
  Socket.on('change:hasSynced', tellState);
  // What arrived before wa-js listened, which is a second or more after the page began.
  MsgStore.getModelsArray().filter((message) => message.isNewMsg).forEach(onMessage);
  send({ kind: 'ready' });
  tellState();
});

WPP.loader.onFullReady(listenForVotes);
