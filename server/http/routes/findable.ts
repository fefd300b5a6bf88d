import type { FastifyInstance } from 'fastify';
import { findList } from '../../../data/read/lists.ts';
import { mappedMonths, mappedThreads } from '../../../data/read/sitemap.ts';
import { messagePath } from '../../present/brief/links.ts';
import { instant } from '../../present/brief/time.ts';
import type { Context } from '../context.ts';
import { notFound } from '../errors.ts';
import { originOf } from '../origin.ts';
import { Html, markup } from '../pages/html.ts';

/** What search engines and browsers look for: robots.txt, the map of all threads by list and month, how to search here. */
export function findableRoutes(app: FastifyInstance, { archive }: Context): void {
  const options = { schema: { hide: true } };
  app.get('/robots.txt', options, (request, reply) =>
    reply.type('text/plain; charset=utf-8').send(`${ROBOTS.join('\n')}\n\nSitemap: ${originOf(request)}/sitemap.xml\n`),
  );

  app.get('/sitemap.xml', options, (request, reply) => {
    const maps = mappedMonths(archive).map(
      ({ list, month, last }) => markup`<sitemap>
<loc>${originOf(request)}/sitemap/${encodeURIComponent(list)}/${month}.xml</loc>
<lastmod>${instant(last)}</lastmod>
</sitemap>
`,
    );
    return reply.type(XML).send(
      markup`${DECLARATION}
<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${maps}</sitemapindex>
`.text,
    );
  });

  app.get<{ Params: { list: string; month: string } }>('/sitemap/:list/:month', options, async (request, reply) => {
    const { list: name } = request.params;
    const month = /^(\d{4}-\d\d)\.xml$/.exec(request.params.month)?.[1] ?? '';
    const list = await findList(archive, name);
    const from = Date.parse(`${month}-01T00:00:00Z`) / 1000;
    if (!list || Number.isNaN(from)) throw notFound(`There is no map of “${name}” in ${month}.`);
    const [year, number] = month.split('-').map(Number) as [number, number];
    const until = Date.UTC(year, number) / 1000;
    const threads = mappedThreads(archive, { list: list.id, from, until }, MOST_URLS).map(
      ({ key, last }) => markup`<url>
<loc>${originOf(request)}${messagePath(key, list.name)}T/</loc>
<lastmod>${instant(last)}</lastmod>
</url>
`,
    );
    return reply.type(XML).send(
      markup`${DECLARATION}
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${threads}</urlset>
`.text,
    );
  });

  app.get('/opensearch.xml', options, (request, reply) =>
    reply.type('application/opensearchdescription+xml; charset=utf-8').send(
      markup`${DECLARATION}
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
<ShortName>Lorescope</ShortName>
<Description>Search the mailing lists</Description>
<InputEncoding>UTF-8</InputEncoding>
<Url type="text/html" template="${originOf(request)}/all/?q={searchTerms}"/>
<Url type="application/atom+xml" template="${originOf(request)}/all/?x=A&amp;q={searchTerms}"/>
<Url type="application/opensearchdescription+xml" rel="self" template="${originOf(request)}/opensearch.xml"/>
</OpenSearchDescription>
`.text,
    ),
  );
}

/** What costs much and tells nothing new: searches, files, programs' interfaces. Pages and feeds are open to everybody. */
const ROBOTS = [
  'User-agent: *',
  ...['/api/', '/pw/', '/search', '/*?q=', '/*&q=', '/*/raw', '/*.mbox', '/*.mbox.gz', '/*?cursor='].map(
    (path) => `Disallow: ${path}`,
  ),
];
const XML = 'application/xml; charset=utf-8';
const DECLARATION = new Html('<?xml version="1.0" encoding="UTF-8"?>');
/** As many as a map may have. */
const MOST_URLS = 50_000;
