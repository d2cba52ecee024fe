/** Text as people compare it: without case and without accents ("Émile" finds "emile"). */
export function fold(text: string): string {
     
    return (/^[\x00-\x7f]*$/).test(text) ? text.toLowerCase() : text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}
