import type { Mailbox } from '../../../data/records/mail.ts';
import { HeadPattern } from '../text/head-pattern.ts';
import { forms, pattern } from '../text/pattern.ts';

/** The head that Outlook and its like put above a mail they quote without marks, or that a forward carries. */
export interface ForwardHead {
  /** Line behind the head. */
  end: number;
  /** True where a ruled line ("-----Original Message-----") opens it. */
  ruled: boolean;
  /** True where it says when the mail was sent in Outlook's word ("Sent:"), not in that of RFC 5322 ("Date:"). */
  sent: boolean;
  from: Mailbox | null;
  /** True where somebody sent it on behalf of the one named. */
  behalf: boolean;
  subject: string | null;
  /** As written. */
  date: string | null;
}

/**
 * Reads the head that begins at a line: "-----Original Message-----" with its From, Sent, To and Subject, in the
 * larger languages; "Begin forwarded message:"; or the bare fields, where a From and a Sent or To stand together.
 * `line` hands out lines without their quote marks, and null behind the last one that belongs to the same text.
 */
export function readForwardHead(line: (index: number) => string | null, at: number): ForwardHead | null {
  const first = line(at);
  if (first === null) return null;
  const ruled = isForwardRule(first);
  if (!ruled && fieldOf(first) === null) return null;
  let index = ruled ? at + 1 : at;
  if (ruled) index = skipBlank(line, index, 2);
  const values = new Map<Field, string>();
  let last: Field | null = null;
  let end = index;
  for (let read = 0; read < MAX_HEAD_LINES; read += 1) {
    const text = line(index);
    if (text === null) break;
    const field = fieldOf(text);
    if (field !== null) {
      if (values.has(field) && field === 'from') break;
      values.set(
        field,
        text
          .slice(text.search(/[:：]/) + 1)
          .replace(/^\*+/, '')
          .trim(),
      );
      last = field;
    } else if (text.trim() === '') {
      // Some programs write an empty line between the fields.
      const next = line(index + 1);
      if (next === null || fieldOf(next) === null || values.size === 0 || values.size > 3) break;
    } else if (last !== null && isContinuation(text, values.get(last)!, line(index + 1), last)) {
      values.set(last, `${values.get(last)} ${text.trim()}`.trim());
    } else break;
    index += 1;
    if (field !== null || text.trim() !== '') end = index;
  }
  const behalf = /\bOn Behalf Of\b/i.test(values.get('from') ?? '');
  const outlook =
    behalf ||
    (values.has('from') &&
      (values.has('sent') || values.has('to')) &&
      (values.has('subject') || values.has('sent') || values.has('date')));
  if (!outlook && !(ruled && values.size > 0 && (values.has('from') || values.size > 1)))
    return ruled && isStrongRule(first)
      ? { end: at + 1, ruled, sent: false, from: null, behalf: false, subject: null, date: null }
      : null;
  const from = values.get('from');
  return {
    end,
    ruled,
    sent: values.has('sent'),
    from: from === undefined ? null : readMailbox(from),
    behalf,
    subject: values.get('subject') ?? null,
    date: values.get('sent') ?? values.get('date') ?? null,
  };
}

/** True for "-----Original Message-----", "---------- Forwarded message ---------", "Begin forwarded message:" and their translations. */
export function isForwardRule(text: string): boolean {
  return text.length < 100 && isStrongRule(text);
}

/** Reads one `From:` value of a head: `Ana Ruiz [mailto:ana@example.org] On Behalf Of x`, `"Ruiz, Ana" <ana@example.org>`. */
export function readMailbox(value: string): Mailbox {
  // A list or a secretary sends it; who wrote stands behind.
  const behalf = /\bOn Behalf Of\s+(\S.*)$/is.exec(value)?.[1];
  if (behalf !== undefined) return readMailbox(behalf);
  const text = value.replace(/\s+/g, ' ').trim();
  const address = /(?:mailto:)?([\w.+=~'-]{1,100}@[\w.-]{1,120})/.exec(text);
  const name = text
    .replace(/\bvia\b.*$/i, '')
    .replace(/[<[(]\s*(?:mailto:)?[^<>[\]()]*@[^<>[\]()]*[>\])]?/gi, ' ')
    .replace(/["*<>]|\[mailto:/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^'(.*)'$/, '$1');
  const plain = name.includes('@') ? '' : name;
  const comma = /^([^,]+), ([^,]+)$/.exec(plain);
  return { name: comma ? `${comma[2]} ${comma[1]}` : plain, email: (address?.[1] ?? '').toLowerCase() };
}

type Field = 'from' | 'sent' | 'date' | 'to' | 'cc' | 'subject' | 'other';

/** The head field that a line opens, or null. */
function fieldOf(text: string): Field | null {
  let colon = text.indexOf(':');
  if (colon < 0 || colon > MAX_FIELD_NAME) colon = text.indexOf('：');
  if (colon < 1 || colon > MAX_FIELD_NAME) return null;
  const name = text.slice(0, colon).toLowerCase();
  const known = FIELDS.get(name);
  if (known !== undefined || /^\w+$/.test(name)) return known ?? null;
  return FIELDS.get(name.replace(/[*_\s>|]+/g, ' ').trim()) ?? null;
}

/** A folded field goes on: an indented line, or a list of addresses that the last line left open. */
function isContinuation(text: string, value: string, next: string | null, field: Field): boolean {
  if (/^\s+\S/.test(text) && text.length < 300) return true;
  // What stands between two fields and is none goes with the first.
  if (text.length < 100 && next !== null && fieldOf(next) !== null && !/[:：]\s/.test(text)) return true;
  if (field === 'from' && /\bOn(?: Behalf(?: Of)?)?$/i.test(value)) return text.length < 100;
  if (field === 'to' || field === 'cc' || field === 'from')
    return /[;,<>@]/.test(text) && (/[;,]\s*$/.test(value) || /@|;/.test(text)) && text.length < 400;
  return (
    value === '' ||
    (field === 'subject' &&
      text.trim() !== '' &&
      text.length < 80 &&
      value.length > 50 &&
      next !== null &&
      next.trim() === '')
  );
}

function skipBlank(line: (index: number) => string | null, from: number, most: number): number {
  let at = from;
  while (at < from + most && line(at)?.trim() === '') at += 1;
  return at;
}

function isStrongRule(text: string): boolean {
  const trimmed = text.trim();
  return RULED.test(trimmed) || BEGIN_FORWARDED.test(trimmed);
}

/** A head names everybody who got the mail. */
const MAX_HEAD_LINES = 80;
const MAX_FIELD_NAME = 24;
const RULED_WORDS = [
  'original message',
  'original appointment',
  'ursprüngliche nachricht',
  'originalnachricht',
  'original-nachricht',
  'message d.origine',
  "message d'origine",
  'message original',
  'mensaje original',
  'mensagem original',
  'messaggio originale',
  'oorspronkelijk bericht',
  'oprindelig meddelelse',
  'opprinnelig melding',
  'ursprungligt meddelande',
  'originalmeddelande',
  'alkuperäinen viesti',
  'wiadomość oryginalna',
  'oryginalna wiadomość',
  'původní zpráva',
  'pôvodná správa',
  'eredeti üzenet',
  'исходное сообщение',
  'оригинальное сообщение',
  'оригінальне повідомлення',
  'orijinal mesaj',
  'özgün ileti',
  'mesaj original',
  'original mail',
  'original email',
  'original',
  '原始邮件',
  '原始郵件',
  '原邮件',
  '邮件原件',
  '元のメッセージ',
  'オリジナルメッセージ',
  '원본 메시지',
  '원본 메일',
  'forwarded message',
  'forwarded mail',
  'forward message',
  'forwarded by .{1,60}',
  'weitergeleitete nachricht',
  'message transféré',
  'message transmis',
  'message réexpédié',
  'mensaje reenviado',
  'mensagem encaminhada',
  'messaggio inoltrato',
  'doorgestuurd bericht',
  'videresendt meddelelse',
  'vidarebefordrat meddelande',
  'välitetty viesti',
  'przekazana wiadomość',
  'přeposlaná zpráva',
  'továbbított üzenet',
  'пересылаемое сообщение',
  'пересланное сообщение',
  'конец пересылаемого сообщения',
  'iletilen mesaj',
  'yönlendirilmiş mesaj',
  '转发的邮件',
  '转发邮件',
  '轉寄郵件',
  '転送メッセージ',
  '전달된 메시지',
  'reply message',
  'reply',
  '回复邮件',
];
const RULED = new HeadPattern(new RegExp(`^[-_=*#]{2,}\\s*(?:${RULED_WORDS.join('|')})\\s*:?\\s*[-_=*#]{2,}$`, 'iu'));
const BEGIN_FORWARDED = new HeadPattern(
  pattern(
    'i',
    '^(?:',
    forms`
  begin forwarded message | début du message (?:réexpédié|transféré)
  anfang der weitergeleiteten (?:nachricht|e-mail) | inizio messaggio inoltrato | inicio del mensaje reenviado
  begin doorgestuurd bericht | início da mensagem (?:re)?encaminhada | начало переадресованного сообщения
`,
    String.raw`)\s?:$`,
  ),
);

const FIELDS = new Map<string, Field>(
  (
    [
      [
        'from',
        'from,von,de,da,van,fra,från,lähettäjä,od,nadawca,от,від,kimden,feladó,από,发件人,發件人,寄件者,寄件人,差出人,送信者,보낸 사람,보낸사람,from name,de la,expéditeur,mittente,absender,afsender,avsender,avsändare,remitente,remetente,отправитель,dari,từ,จาก,من,מאת,פאת,od koga,frá,no,pengirim,از,šalje,saatja,nuo,siuntėjas,frå,gonderen,gönderen,sendinto',
      ],
      [
        'sent',
        'sent,gesendet,envoyé,enviado,enviado el,enviada em,enviado em,inviato,verzonden,sendt,skickat,lähetetty,wysłano,wysłane,odesláno,odoslané,отправлено,надіслано,gönderildi,gönderme tarihi,gönderilme tarihi,elküldve,στάλθηκε,εστάλη,发送时间,发送日期,寄件日期,送信日時,보낸 날짜,보낸날짜,trimis,sent at,sent on,terkirim,dikirim,đã gửi,ส่ง,تاريخ الإرسال,נשלח,poslano,poslato,изпратено,saatja,sent date,ارسال شده,odoslaná,küldve,küldés ideje,enviat,saatmisaeg,saadetud,išsiųsta,nosūtīts,αποστολή,data wysłania,data invio,verzonden op,gesendet am,envoyé le,sent on',
      ],
      [
        'date',
        'date,datum,fecha,data,dato,päivämäärä,päiväys,дата,tarih,dátum,ημερομηνία,日期,時間,时间,日付,日時,날짜,date/time,tanggal,ngày,วันที่,التاريخ,תאריך,تاریخ,datë',
      ],
      [
        'to',
        'to,an,à,a,para,aan,til,till,vastaanottaja,do,komu,кому,kime,címzett,προς,收件人,收件者,宛先,받는 사람,받는사람,către,destinataire,destinatario,empfänger,kepada,ke,đến,ถึง,إلى,אל,za,до,saaja,til,viðtakandi,به,prima,per a,adressaat,kam,gavėjas,alıcı',
      ],
      [
        'cc',
        'cc,bcc,cc:,kopie,copie à,copia,kopi,kopia,kopio,копия,másolatot kap,másolat,bilgi,κοιν,抄送,副本,참조,c.c.,dw',
      ],
      [
        'subject',
        'subject,betreff,objet,asunto,assunto,oggetto,onderwerp,emne,ämne,aihe,temat,předmět,predmet,тема,konu,tárgy,θέμα,主题,主題,主旨,件名,제목,subiect,sujet,betr,judul,subjek,perihal,chủ đề,tiêu đề,เรื่อง,الموضوع,נושא,zadeva,naslov,относно,temats,tēma,efni,موضوع,assumpte,teema',
      ],
      [
        'other',
        'reply-to,importance,organization,organisation,attachments,attachment,resent-from,resent-to,resent-date,message-id,mailing-list,list-id,in-reply-to,references,newsgroups,x-mailer,user-agent,priority,prioridad,wichtigkeit,hora,vedlagt,anlagen,antwort an,sensitivity',
      ],
    ] as const
  ).flatMap(([field, names]) => names.split(',').map((name): [string, Field] => [name, field])),
);
