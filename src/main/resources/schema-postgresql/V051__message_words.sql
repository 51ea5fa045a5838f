-- The words of a text, for searches. 'simple' knows no language: it neither drops nor bends words.
-- Kept as a column, because a frequent word is found faster by reading rows than by the index.
ALTER TABLE message ADD COLUMN words tsvector
  GENERATED ALWAYS AS (to_tsvector('simple', left(coalesce(body, ''), 65536))) STORED;

CREATE INDEX message_by_words ON message USING gin (words);
