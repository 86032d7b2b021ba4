/** What the widget says in the four languages that it brings; the server sends the words of a further one along. */

export const languages = ["en", "es", "de", "fr"]
/** One line a text, in the order of `languages`. */
export const texts = {
  open: "Open chat|Abrir el chat|Chat öffnen|Ouvrir le chat",
  close: "Close chat|Cerrar el chat|Chat schließen|Fermer le chat",
  unread: "{} unread|{} sin leer|{} ungelesen|{} non lus",
  write: "Write a message…|Escribe un mensaje…|Nachricht schreiben…|Écrivez un message…",
  again: "Start a new conversation…|Empezar otra conversación…|Neues Gespräch beginnen…|Nouvelle conversation…",
  send: "Send|Enviar|Senden|Envoyer",
  attach: "Attach a file|Adjuntar un archivo|Datei anhängen|Joindre un fichier",
  remove: "Remove {}|Quitar {}|{} entfernen|Retirer {}",
  person: "Talk to a person|Hablar con una persona|Mit einem Menschen sprechen|Parler à une personne",
  no: "No, thanks|No, gracias|Nein, danke|Non, merci",
  ai: "AI assistant|Asistente de IA|KI-Assistent|Assistant IA",
  waiting: "Waiting for a person|Esperando a una persona|Wartet auf einen Menschen|En attente d’une personne",
  human: "{} is here|{} está aquí|{} ist da|{} est là",
  closed: "Closed|Cerrada|Beendet|Terminée",
  away: "We answer soon|Respondemos pronto|Wir antworten bald|Réponse bientôt",
  you: "You|Tú|Sie|Vous",
  sent: "Sent|Enviado|Gesendet|Envoyé",
  seen: "Seen|Visto|Gesehen|Vu",
  retry:
    "Not sent yet. Trying again…|Aún no enviado. Reintentando…|Noch nicht gesendet. Neuer Versuch…|Pas encore envoyé. Nouvel essai…",
  failed: "Please try again.|Inténtalo de nuevo.|Bitte noch einmal versuchen.|Veuillez réessayer.",
  edit: "Edit|Editar|Bearbeiten|Modifier",
  offline:
    "No connection. Reconnecting…|Sin conexión. Reconectando…|Keine Verbindung. Verbindet neu…|Pas de connexion. Reconnexion…",
  place: "Number {} in line|Número {} en la cola|Platz {} in der Warteschlange|Numéro {} dans la file",
  wait: "about {} min|unos {} min|etwa {} Min.|environ {} min",
}
