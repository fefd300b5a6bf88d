/** Greetings, closings, and the signatures that people write by hand. */
import type { Mailbox } from '../../../data/records/mail.ts';
import { HeadPattern } from '../text/head-pattern.ts';
import { forms, pattern } from '../text/pattern.ts';

/** True for a greeting: "Hi Ana,", "Dear all", "Moin,", or a name alone before a comma (`first` says that the own words begin here). */
export function isGreeting(text: string, first: boolean): boolean {
  const line = text.trim().replace(/[\u200b-\u200f\ufeff]/g, '');
  if (line.length === 0 || line.length > MAX_GREETING) return false;
  if (GREETING.test(line)) return words(line) <= 7 && !/[.?] \S/.test(line);
  // "Ana," and "Ana, Bo,": a name and nothing else; only where the own words begin.
  return (
    first &&
    /^(?:@?\p{Lu}[\p{L}'’.-]{1,20}(?:(?:,| and| &| und|\/|,? et) ?| )?){1,4}\s?[,:]$/u.test(line) &&
    words(line) <= 4 &&
    !NO_NAME.test(line)
  );
}

/** True for a line that takes leave: "Thanks,", "Best regards", "Cheers". Decisions ("Applied, thanks") are none. */
export function isFarewell(text: string): boolean {
  const line = text.trim();
  return line.length > 0 && line.length <= MAX_FAREWELL && FAREWELL.test(line);
}

/** True for a line that can be the writer's name below their words: "Ana", "- Bo", "/Ana", "jfc", "Ana Ruiz". */
export function isSignedName(text: string, sender: Mailbox | null): boolean {
  const line = text.trim();
  if (line.length === 0 || line.length > 30) return false;
  const bare = line.replace(/^[-–—/*~.\s"]+|[-–—/*~.,!\s"]+$/g, '');
  if (bare === '' || NO_NAME.test(bare) || /[?:;=<>()[\]{}@#$%/\\|+]/.test(bare)) return false;
  const parts = bare.split(/\s+/);
  if (parts.length > 3) return false;
  if (sender !== null && fits(bare, sender)) return true;
  const capital = parts.every((part) => /^\p{Lu}[\p{L}'’.-]*\d{0,3}$/u.test(part));
  const initials =
    parts.length === 1 && (/^[\p{Ll}]{1,4}$/u.test(bare) || (/^[\p{L}]{2,12}$/u.test(bare) && /^[-–—/~*]/.test(line)));
  const plain = /^[\p{Ll}]{2,10}$/u.test(bare) && line === bare && parts.length === 1;
  return capital || initials || plain;
}

/** True for a line that is the sender's name, or a part of it, and nothing else. */
export function isSendersName(text: string, sender: Mailbox | null): boolean {
  const bare = text.trim().replace(/^[-–—/*~.\s"]+|[-–—/*~.,!\s"]+$/g, '');
  return sender !== null && bare !== '' && bare.length <= 30 && fits(bare, sender);
}

/** True for a line that a hand-written signature has: phone, post or mail address, title, company. A bare link proves nothing. */
export function isContactLine(text: string): boolean {
  const line = text.trim();
  if (line.length === 0 || line.length >= 100) return false;
  return (
    CONTACT.test(line) ||
    (line.length < 60 && line.split(/\s+/).length <= 7 && !/[.!?:]$/.test(line) && ROLE.test(line))
  );
}

function fits(text: string, person: Mailbox): boolean {
  const name = person.name.toLowerCase();
  const low = text.toLowerCase();
  if (name === '') return false;
  const parts = name.split(/[\s.]+/);
  return (
    low === name ||
    parts.includes(low) ||
    low === parts.map((part) => part[0]).join('') ||
    low === person.email.split('@')[0]
  );
}

const words = (line: string): number => line.split(/\s+/).length;

const MAX_GREETING = 60;
const MAX_FAREWELL = 60;
const GREETING = new HeadPattern(
  pattern(
    'i',
    '^(?:',
    forms`
  hi+ | hello | hullo | hey | heya | hiya | yo | dear | greetings | good (?:morning|afternoon|evening|day) | howdy
  g'?day | folks | guys | all | gentlemen | hallo | hoi | moin(?:sen)? | servus | grüezi
  guten (?:tag|morgen|abend) | liebe[rs]? | sehr geehrte[rs]? | bonjour | bonsoir | salut | coucou | cher | chère
  chers | hola | buen[oa]s(?: d[ií]as| tardes| noches)? | estimad[oa]s? | querid[oa]s? | olá | oi | bom dia
  boa (?:tarde|noite) | prezad[oa]s? | caro | cara | ciao | salve | buongiorno | buonasera | gentile | hej
  hejsan | hei | god (?:dag|morgen|morgon) | moi | terve | tere | cześć | czesc | witam | witaj | dzień dobry
  ahoj | dobrý den | zdravím | čau | szia | sziasztok | helló | привет | здравствуйте | добрый (?:день|вечер)
  доброе утро | вітаю | merhaba | selam | γεια | καλημέρα | 你好 | 您好 | 大家好 | 各位 | こんにちは | お世話になっております | 안녕하세요 | 안녕
  namaste | shalom | שלום | السلام عليكم | مرحبا | สวัสดี | xin chào | halo | kedves | tisztelt | salutare | bună
  zdravo | pozdrav
`,
    String.raw`)(?:[\s,!.:;~-]|$)(?!(?:`,
    forms`
  is | are | was | were | of | the | a | an | this | that | these | those | I | we | you | my | your | it | in
  for | with | to | on | as | other | tests? | patch(?:es)? | set | done | good | level | speed | bits?
  performance | priority | end
`,
    String.raw`)\b)[^.?=<>()]*[^;{}()=<>]?$`,
  ),
);
/** What takes leave, with the odd word around it; a sentence with an object ("Thanks for the review, I'll …") is text. */
const FAREWELL = new HeadPattern(
  new RegExp(
    `^(?:${[
      '(?:so |and |again,? |many |best |big |lots of |heartfelt |huge )?(?:thanks|thank you|thank u|thanx|thx|tia|ty|tnx|cheers|ta)(?: (?:a lot|again|much|very much|so much|everyone|everybody|all|guys|folks|a bunch|a ton|you|and ciao|and bye|in advance|in anticipation|and (?:best |kind |warm )?regards|& regards|for (?:any |the |your |all )?(?:help|advice|time|review|reviewing|looking|reading|understanding|attention|consideration|input|feedback|insight|comments|patience)(?: in advance)?)){0,3}',
      '(?:with |my )?(?:best|kind|kindest|warm|warmest|many|friendly)? ?(?:regards|wishes|rgds|greetings|greets)',
      'best|br|kr|yours(?: (?:sincerely|truly|faithfully|,))?|sincerely(?: yours)?|respectfully|cordially|take care|have (?:a )?(?:nice|good|great|fun)(?: \\w+){0,3}|good luck|see you|bye(?: bye)?|later|love|peace|hth|hope (?:this|that|it) helps|happy (?:hacking|coding|new year)|sorry for the noise|73|so long|ciao|adios|à plus|a\\+|please reply|looking forward to \\w[\\w ]{2,40}|regards and thanks|enjoy',
      'mit (?:freundlichen|besten|herzlichen|freundlichem) gr(?:ü|ue|u)(?:ß|ss)en?|(?:viele|liebe|beste|schöne|herzliche|freundliche) gr(?:ü|ue|u)(?:ß|ss)e|gr(?:ü|ue)(?:ß|ss)e|gru(?:ß|ss)|mfg|vg|lg|danke(?: schön| dir| euch| im voraus| sehr)?|vielen dank|tschüss',
      'cordialement|bien cordialement|amicalement|merci(?: (?:beaucoup|d.avance|encore))?|à bientôt|salutations|bien à vous|bonne (?:journée|soirée|chance)',
      'saludos(?: cordiales)?|un (?:saludo|abrazo)|atentamente|gracias(?: de antemano)?|(?:muchas|mil) gracias|hasta (?:luego|pronto)',
      'abraços?|atenciosamente|att|obrigad[oa]|saudações|até',
      '(?:cordiali|distinti|tanti) saluti|saluti|grazie(?: mille)?|buona giornata|a presto',
      '(?:salam|terima kasih(?: banyak)?|hormat (?:kami|saya)|xin cảm ơn|cảm ơn|trân trọng|ขอบคุณ(?:ครับ|ค่ะ)?|شكرا|تحياتي|تודה|בברכה)',
      'met vriendelijke groet(?:en)?|tot ziens|groet(?:jes|en)?|mvg|bedankt',
      'med venlig hilsen|(?:venlig|mvh|vennlig|beste|bedste) ?hilsen|hilsen|mvh|med vänlig(?:a)? hälsning(?:ar)?|hälsningar|tack(?: på förhand)?|takk|tak|terveisin|terv|kiitos',
      'pozdrawiam|z poważaniem|pozdr|dzięki|s pozdravem|zdraví|díky|děkuji|üdv|üdvözlettel|köszönöm|köszi|с уважением|спасибо|всего доброго|з повагою|дякую|pozdrav|hvala|saygılarımla|teşekkürler|ευχαριστώ|φιλικά|谢谢|謝謝|此致|敬礼|祝好|よろしくお願い(?:いた|致)?します|以上|감사합니다|cu stimă|mulțumesc|multumesc',
    ].join('|')})[\\s,.!:;~*_)(-]*(?:[:;]-?[)D(P])?$`,
    'i',
  ),
);
/** Short words that stand alone at the end of a mail and are no name: answers and decisions. */
const NO_NAME = pattern(
  'i',
  '^(?:',
  forms`
  ok(?:ay)? | yes | no | yep | nope | nah | sure | done | fixed | applied | merged | pushed | queued | dropped
  reverted | agreed? | ack(?:ed)? | nack?(?:ed)? | nak(?:ed)? | lgtm | ditto | same | same here | right | correct
  exactly | indeed | true | false | good | great | nice | cool | fine | perfect | awesome | interesting | maybe
  perhaps | why | how | what | when | who | so | and | but | or | hm+ | huh | oh | ah | wow | oops | sorry
  please | ping | bump | me too | good catch | good point | got it | will do | will fix | makes sense | never mind
  nevermind | fair enough | looks good | sounds good | not really | of course | todo | eof | end | snip | note
  hth | ok then | also | then | however | otherwise | example | for example | output | result | results | before
  after | now | todo | note that | questions? | problems? | solution | summary | conclusion | background
  and also | or | else | endif | done deal | like this | as follows | there | here | yes please | no problem
  thoughts | comments | reviewed | tested | ship it | update | edit | all | any ideas | any idea
`,
  ')$',
);
const CONTACT =
  /(?:\b(?:tel|phone|fax|mobile|mob|cell|skype|icq|jabber|twitter|irc|pgp|gpg|www|e-?mail|homepage|home page|key fingerprint|voip)\b[\s.:#]{1,3}\S)|^\+?[\d ().-]{8,25}$|^<?\S+@\S+\.\w+>?$/i;
const ROLE = pattern(
  '',
  String.raw`\b(?:`,
  forms`
  GmbH | Inc\.? | Ltd\.? | LLC | Corp(?:oration)?\.? | B\.?V\.? | AG | Pty | Engineer | Developer | Manager
  Director | Professor | Architect | Consultant | Administrator | Scientist | Analyst | Department | University
  Institute | Dept\. | Ph\.?D | CEO | CTO | Founder | Software Foundation | Strategies | Technologies | Consulting
  Laborator(?:y|ies)
`,
  String.raw`)(?:[\s,.|]|$)`,
);
