import {readAudits} from './known.ts';

import type {RestClient} from '../rest/rest_client.ts';
import type {Known} from './known.ts';

const PER_PAGE = 200;
const MAX_PAGES = 10;

/** Everybody's last 2,000 audits for an admin, the caller's own for others. Throws RestError. */
export async function auditsOf(client: RestClient, known: Known): Promise<Pick<Known, 'audits' | 'audits_back_to'>> {
    return known.is_admin ? readAudits((page) => client.getAudits(page, PER_PAGE), MAX_PAGES) : known;
}
