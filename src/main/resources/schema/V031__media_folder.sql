-- The mark of the folder that holds the files of this installation; a file in the folder repeats it,
-- so that a node with another folder notices.
CREATE TABLE media_folder (
  id INTEGER PRIMARY KEY,
  mark VARCHAR(64) NOT NULL
);
