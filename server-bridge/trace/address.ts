/** Whether this is an IPv4 or IPv6 address, and no time or version. */
export function isAddress(text: string): boolean {
    return isIpv4(text) || isIpv6(text);
}

function isIpv4(text: string): boolean {
    const parts = text.split('.');
    return parts.length === 4 && parts.every((part) => (/^(?:0|[1-9]\d{0,2})$/).test(part) && Number(part) <= 255);
}

function isIpv6(text: string): boolean {
    const halves = text.split('::');
    if (halves.length > 2 || text.length < 3) {
        return false;
    }
    const groups = halves.flatMap((half) => (half === '' ? [] : half.split(':')));
    const last = groups.at(-1) ?? '';
    const isMapped = isIpv4(last);
    const count = groups.length + Number(isMapped);
    const isHex = (isMapped ? groups.slice(0, -1) : groups).every((group) => (/^[0-9a-f]{1,4}$/i).test(group));
    return isHex && (halves.length === 2 ? count < 8 : count === 8);
}
