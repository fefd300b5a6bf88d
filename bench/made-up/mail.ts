import type { Chance } from './chance.ts';
import type { MadeUpList, Writer } from './people.ts';
import type { Words } from './words.ts';

/** One mail before it goes to a list. */
export interface Letter {
  id: string;
  /** Unix seconds. */
  date: number;
  from: Writer;
  to: Writer[];
  subject: string;
  /** Message-IDs, oldest first. */
  references: string[];
  body: string[];
}

/** The mail as a list hands it out: the headers of its way, then the words. */
export function writeMail(letter: Letter, list: MadeUpList, words: Words, chance: Chance): string {
  const { from, date } = letter;
  const sent = `${DAYS[new Date(date * 1000).getUTCDay()]!}, ${stamp(date)}`;
  const arrived = `${sent.slice(0, -5)}+0000`;
  const parent = letter.references.at(-1);
  return `${[
    `Return-Path: <owner-${list.name}@lists.example.org>`,
    `Received: from ${from.host} (${from.host} [192.0.2.${chance.below(250)}])\n\tby lists.example.org (Postfix) with ESMTP id ${words.hex(chance, 11)}\n\tfor <archive@example.org>; ${arrived} (UTC)`,
    `Received: from smtp-${chance.below(40)}.${from.host} ([198.51.100.${chance.below(250)}])\n        by ${from.host} with ESMTPSA id ${words.noise(chance, 22).replace(/[+/]/g, 'x')}\n        (version=TLS1_2 cipher=ECDHE-ECDSA-AES128-GCM-SHA256 bits=128/128);\n        ${arrived}`,
    `Received: (majordomo@lists.example.org) by lists.example.org via listexpand\n        id S${chance.below(10_000_000)}AbgUQ; ${arrived}`,
    ...(from.dkim ? [dkim(from, words, chance)] : []),
    ...(chance.one(0.6) ? [seal(words, chance)] : []),
    ...(from.exchange ? [exchange(words, chance)] : []),
    `From: ${from.name} <${from.email}>`,
    `To: ${list.address}`,
    ...(letter.to.length > 0 ? [`Cc: ${letter.to.map((one) => `${one.name} <${one.email}>`).join(',\n\t')}`] : []),
    `Subject: ${letter.subject}`,
    `Date: ${sent}`,
    `Message-Id: <${letter.id}>`,
    from.mailer,
    ...(parent === undefined
      ? []
      : [`In-Reply-To: <${parent}>`, `References: ${letter.references.map((id) => `<${id}>`).join('\n\t')}`]),
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    `Sender: owner-${list.name}@lists.example.org`,
    'Precedence: bulk',
    `List-ID: <${list.id}>`,
    `X-Mailing-List: ${list.address}`,
  ].join('\n')}\n\n${letter.body.join('\n')}\n`;
}

/** A date as mail headers write it, without the day of the week. */
function stamp(date: number): string {
  const at = new Date(date * 1000);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]!} ${at.getUTCFullYear()} ${two(at.getUTCHours())}:${two(at.getUTCMinutes())}:${two(at.getUTCSeconds())} +0000`;
}

function dkim(from: Writer, words: Words, chance: Chance): string {
  const lines = words.noise(chance, 344).match(/.{1,64}/g)!;
  return `DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n        d=${from.host}; s=20161025;\n        h=from:to:cc:subject:date:message-id:in-reply-to:references\n         :mime-version:content-transfer-encoding;\n        bh=${words.noise(chance, 43)}=;\n        b=${lines.join('\n         ')}==\nX-Gm-Message-State: APjAAAV${words.noise(chance, 70)}\n\t${words.noise(chance, 70)}\nX-Google-Smtp-Source: APXvYqx${words.noise(chance, 70)}==`;
}

/** What each relay adds about the relays before it. */
function seal(words: Words, chance: Chance): string {
  const signature = () => words.noise(chance, 344).replace(/.{68}/g, '$&\n         ');
  return `ARC-Seal: i=1; a=rsa-sha256; t=${1_500_000_000 + chance.below(200_000_000)}; cv=none;\n        d=relay.example.org; s=arc-20160816;\n        b=${signature()}==\nARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=relay.example.org; s=arc-20160816;\n        h=mime-version:references:in-reply-to:message-id:date:subject:cc:to:from;\n        bh=${words.noise(chance, 43)}=;\n        b=${signature()}==\nX-Spam-Status: No, score=-${chance.below(9)}.${chance.below(9)} required=3.0 tests=BAYES_00,DKIM_SIGNED,\n\tDKIM_VALID,DKIM_VALID_AU,HEADER_FROM_DIFFERENT_DOMAINS,INCLUDES_PATCH,\n\tMAILING_LIST_MULTI,SIGNED_OFF_BY,SPF_HELO_NONE,SPF_PASS,USER_AGENT_GIT\n\tautolearn=ham autolearn_force=no version=3.4.0\nX-Spam-Level: \nX-Spam-Checker-Version: SpamAssassin 3.4.0 (2014-02-07) on relay.example.org`;
}

function exchange(words: Words, chance: Chance): string {
  const id = () => [8, 4, 4, 4, 12].map((length) => words.hex(chance, length)).join('-');
  return `X-MS-Has-Attach: \nX-MS-TNEF-Correlator: \nx-originating-ip: [203.0.113.${chance.below(250)}]\nx-ms-publictraffictype: Email\nx-ms-office365-filtering-correlation-id: ${id()}\nx-ms-traffictypediagnostic: AM5PR0501MB${chance.below(9999)}:\nx-microsoft-antispam-prvs: <AM5PR0501MB${words.hex(chance, 28).toUpperCase()}@AM5PR0501MB2483.eurprd05.prod.example.org>\nx-forefront-prvs: 0${words.hex(chance, 9).toUpperCase()}\nx-microsoft-antispam-message-info: ${words.noise(chance, 700).replace(/.{78}/g, '$&\n ')}\nX-MS-Exchange-CrossTenant-Network-Message-Id: ${id()}\nX-MS-Exchange-CrossTenant-id: ${id()}`;
}

const DAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
