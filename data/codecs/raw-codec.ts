import { brotliCompressSync, brotliDecompressSync, constants, inflateRawSync } from 'node:zlib';

/** How the bytes of a group are packed. Stored: never give a number another meaning. */
export const CODEC = { deflate: 1, brotli: 2 } as const;

/**
 * Packs the bytes of mails that stand one behind the other. Mails of a thread share headers, quotes and diffs, so a group of
 * some 100 kB takes a third less than mails packed one by one, in half of the time.
 */
export function packMails(mails: Buffer[]): Buffer {
  const size = mails.reduce((sum, mail) => sum + mail.length, 0);
  return brotliCompressSync(mails.length === 1 ? mails[0]! : Buffer.concat(mails, size), {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: 18,
      [constants.BROTLI_PARAM_SIZE_HINT]: size,
    },
  });
}

/** The bytes of a whole group. Throws where the stored value is damaged. */
export function unpackMails(packed: Buffer, codec: number): Buffer {
  if (codec === CODEC.deflate)
    return inflateRawSync(packed, { dictionary: DICTIONARY, maxOutputLength: MAX_MAIL_BYTES });
  return brotliDecompressSync(packed, { maxOutputLength: MAX_MAIL_BYTES });
}

/** Larger mails are not stored by any list server; the bound keeps a damaged row from eating the memory. */
export const MAX_MAIL_BYTES = 1 << 30;

/** Measured on 5,000 mails by thread: 3 takes 2 % less than 2 for 5 µs a mail, 4 takes 3 % less than 3 for 40 µs, 5 takes 8 % less for 100 µs. */
const QUALITY = 3;

/** What the first databases packed single mails with: header names. Never change these strings, those rows need them to be read. */
const DICTIONARY = Buffer.from(
  [
    'X-Spam-Checker-Version: SpamAssassin 3.4.0 (2014-02-07) on \nX-Spam-Level: \nX-Spam-Status: No, score=-2.5 required=3.0 tests=BAYES_00,DKIM_SIGNED,\n\tDKIM_VALID,DKIM_VALID_AU,HEADER_FROM_DIFFERENT_DOMAINS,INCLUDES_PATCH,\n\tMAILING_LIST_MULTI,SIGNED_OFF_BY,SPF_HELO_NONE,SPF_PASS,USER_AGENT_GIT\n\tautolearn=ham autolearn_force=no version=3.4.0\n',
    'ARC-Seal: i=1; a=rsa-sha256; t=; cv=none;\n\td=google.com; s=arc-20160816;\nARC-Message-Signature: i=1; a=rsa-sha256; c=relaxed/relaxed; d=; s=;\n h=From:Date:Subject:Message-ID:Content-Type:MIME-Version:X-MS-Exchange-SenderADCheck;\nARC-Authentication-Results: i=1; ; spf=pass smtp.mailfrom=; dmarc=pass action=none header.from=; dkim=pass header.d=; arc=none\n',
    'DKIM-Filter: OpenDKIM Filter v2.11.0 \nDMARC-Filter: OpenDMARC Filter v1.3.2 \nAuthentication-Results: ; dmarc=none (p=none dis=none) header.from=\nAuthentication-Results: ; spf=pass smtp.mailfrom=\nAuthentication-Results: ; dkim=pass (2048-bit key) header.d= header.i=@ header.b="";\n\tdkim-atps=neutral\n',
    'X-Google-DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n        d=1e100.net; s=20161025;\n        h=x-gm-message-state:from:to:cc:subject:date:message-id:in-reply-to\n         :references:mime-version:content-transfer-encoding;\nX-Gm-Message-State: \nX-Google-Smtp-Source: \nX-Received: by 2002:a05:6a00: with SMTP id ;\n        Mon, 01 Jan 2020 00:00:00 -0800 (PST)\n',
    'X-MS-Exchange-Organization-AuthSource: \nX-MS-Has-Attach: \nX-MS-TNEF-Correlator: \nX-MS-PublicTrafficType: Email\nX-MS-Office365-Filtering-HT: Tenant\nX-MS-Office365-Filtering-Correlation-Id: \nX-MS-TrafficTypeDiagnostic: \nX-Microsoft-Antispam-PRVS: \nX-MS-Oob-TLC-OOBClassifiers: OLM:\nX-MS-Exchange-SenderADCheck: 1\nX-Forefront-PRVS: \nX-Forefront-Antispam-Report: SFV:NSPM;SFS:(10009020)(396003)(376002)(366004)(346002)(39860400002)(136003);DIR:OUT;SFP:1101;SCL:1;\nX-MS-Exchange-Transport-CrossTenantHeadersStamped: \nX-OriginatorOrg: \nX-MS-Exchange-CrossTenant-OriginalArrivalTime: (UTC)\nX-MS-Exchange-CrossTenant-FromEntityHeader: Hosted\nX-MS-Exchange-CrossTenant-Network-Message-Id: \nX-MS-Exchange-CrossTenant-MailboxType: HOSTED\nX-MS-Exchange-CrossTenant-UserPrincipalName: \nx-ms-exchange-senderadcheck: 1\nx-microsoft-antispam: BCL:0;PCL:0;RULEID:\nx-originating-ip: \n',
    'X-IronPort-AV: E=Sophos;i="5.60,";d="scan\'208";a=""\nX-Amp-Result: SKIPPED(no attachment in message)\nX-Amp-File-Uploaded: False\nX-Proofpoint-Virus-Version: vendor=nai engine=6000 definitions= signatures=\nX-Proofpoint-Spam-Details: rule=notspam policy=default score=0 suspectscore=0\n malwarescore=0 phishscore=0 bulkscore=0 spamscore=0 mlxscore=0 mlxlogscore=999 adultscore=0 classifier=spam adjust=0 reason=mlx scancount=1\n engine=8.0.1- definitions=main-\nX-ExtLoop1: 1\nX-PGP-Key: \nX-TM-AS-GCONF: 00\nX-Virus-Scanned: amavisd-new at \n',
    'List-Unsubscribe: <mailto:>\nList-Archive: <>\nList-Post: <mailto:@>\nList-Help: <mailto:?subject=help>\nList-Subscribe: <mailto:?subject=subscribe>\nErrors-To: \nX-BeenThere: \nX-Mailman-Version: 2.1.29\nPrecedence: list\nSender: owner@vger.kernel.org\nList-ID: <.vger.kernel.org>\nX-Mailing-List: @vger.kernel.org\nDelivered-To: \n',
    'Return-Path: <SRS0=>\nReceived: from mail.kernel.org (mail.kernel.org [198.145.29.99])\n\tby smtp.lore.kernel.org (Postfix) with ESMTP id \n\tfor <@archiver.kernel.org>; Mon,  1 Jan 2019 00:00:00 +0000 (UTC)\nReceived: from vger.kernel.org (vger.kernel.org [23.128.96.18])\n        by  (Postfix) with ESMTP id \nReceived: (majordomo@vger.kernel.org) by vger.kernel.org via listexpand\n        id S\n        (ORCPT <rfc822;@archiver.kernel.org>);\nReceived: by mail-wm1-f .google.com with SMTP id so\n        for <>; (using TLSv1.2 with cipher ECDHE-RSA-AES256-GCM-SHA384 (256/256 bits))\n\t(No client certificate requested)\n',
    'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed;\n        d=; s=;\n        h=from:to:cc:subject:date:message-id:in-reply-to:references\n         :mime-version:content-transfer-encoding;\n        bh=;\n        b=\n',
    'X-Mailer: git-send-email 2.25.1\nX-Mailer: b4 \nUser-Agent: Mutt/1.10.1 (2018-07-13)\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:78.0) Gecko/20100101 Thunderbird/78.\nContent-Disposition: inline\nAccept-Language: en-US\nContent-Language: en-US\nThread-Topic: \nThread-Index: \nauthentication-results: spf=none (sender IP is )\n smtp.mailfrom=; \n',
    'Content-Type: text/plain; charset=us-ascii\nContent-Type: text/plain; charset=utf-8; format=flowed\nContent-Type: text/plain; charset="UTF-8"\nContent-Type: text/plain; charset="iso-8859-1"\nContent-Type: multipart/signed; micalg=pgp-sha256;\n\tprotocol="application/pgp-signature"; boundary=""\nContent-Type: multipart/mixed; boundary=""\nContent-Type: multipart/alternative; boundary=""\nContent-Transfer-Encoding: 7bit\nContent-Transfer-Encoding: 8bit\nContent-Transfer-Encoding: quoted-printable\nContent-Transfer-Encoding: base64\n',
    '\ndiff --git a/drivers/ b/drivers/\nindex 000000000000..  100644\nnew file mode 100644\n--- a/\n+++ b/\n@@ -1,7 +1,7 @@ static int \n \treturn ret;\n+\tif (ret)\n+\t\treturn ret;\n-\tstruct \n #include <linux/\n files changed, insertions(+), deletions(-)\n create mode 100644 \n-- \n2.25.1\n\n',
    '\n_______________________________________________\n mailing list\nhttps://lists.\nReviewed-by: \nAcked-by: \nTested-by: \nReported-by: \nFixes:  ("\nLink: https://lore.kernel.org/r/\nCc: stable@vger.kernel.org\nSigned-off-by: \n---\n',
    'From:  <@kernel.org>\nTo: linux-kernel@vger.kernel.org\nCc: \nSubject: Re: [PATCH v2 0/3] \nSubject: [PATCH 1/2] \nDate: Mon, 01 Jan 2020 00:00:00 +0000\nMessage-ID: <20200101000000.1-1-@.com>\nMessage-Id: <@mail.gmail.com>\nIn-Reply-To: <>\nReferences: <>\n\t<>\nMIME-Version: 1.0\n\nOn Mon, Jan 1, 2020 at 00:00:00AM +0000,  wrote:\n> \n> > \n> > > ',
  ].join(''),
  'latin1',
);
