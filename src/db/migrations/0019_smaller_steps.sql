-- Still smaller steps into the full-text index: of a page only the first passages go into it with the page itself.
DROP TRIGGER passages_added;
DROP TRIGGER passages_put_off;
CREATE TRIGGER passages_added AFTER INSERT ON passages WHEN new.position < 3 BEGIN
  INSERT INTO passages_fts (rowid, chatbot_id, title, headings, questions, text)
  VALUES (new.id, new.chatbot_id, new.title, new.headings, new.questions, new.text);
END;
CREATE TRIGGER passages_put_off AFTER INSERT ON passages WHEN new.position >= 3 BEGIN
  INSERT INTO unfiled_passages (id) VALUES (new.id);
END;
