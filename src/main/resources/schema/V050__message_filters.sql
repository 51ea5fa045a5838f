-- A list of one type or one status begins where the newest of them lies.
CREATE INDEX message_by_type ON message (session_id, type, wa_timestamp DESC, position DESC);
CREATE INDEX message_by_status ON message (session_id, status, wa_timestamp DESC, position DESC);
