// Words that say nothing about what a token is for, alone or together ("my new API token 2"), also in other languages.
const fillers = new Set(`
    a an and the of for to in on at is it its with by my our your his her this that new old current other another first second last some any all no none not null nil undefined nan void empty
    na tbd todo test tests tested tester testing try trial tmp temp temporary foo bar baz qux foobar asd asdf asdfg sdf dfg qwe qwer qwert qwerty qwertz azerty abc abcd xyz
    key keys token tokens mytoken newtoken testtoken accesstoken apikey apitoken usertoken access api personal pat secret secrets credential credentials auth authentication login password pass
    mattermost mm user users account bot default description desc name named untitled unnamed title text example sample demo dummy fake placeholder misc thing things stuff something anything whatever
    hello hi hey ok okay yes please delete deleteme ignore
    prueba pruebas teste essai jeton jetons ficha schluessel schlüssel neu mein nouveau nuevo тест токен ключ テスト トークン 测试 測試 令牌 테스트 토큰
`.trim().split(/\s+/));
const LONGEST_FILLER = Math.max(...[...fillers].map((word) => word.length));

/**
 * Whether a description tells what a token is for: it has a word of at least two letters that is neither filler nor one
 * letter over and over. Numbers, dates, symbols and anything shaped like a token's id tell nothing.
 * Walks the text by hand: it runs for every token of the server, and a regular expression would take most of that time.
 */
export function isTelling(description: string): boolean {
    if (looksLikeId(description)) {
        return false;
    }
    let start = -1;
    for (let i = 0; i <= description.length; i++) {
        const letter = i < description.length && isLetter(description.charCodeAt(i));
        if (letter && start < 0) {
            start = i;
        } else if (!letter && start >= 0) {
            if (tells(description, start, i)) {
                return true;
            }
            start = -1;
        }
    }
    return false;
}

function tells(text: string, start: number, end: number): boolean {
    if (end - start < 2 || isOneLetter(text, start, end)) {
        return false;
    }
    return end - start > LONGEST_FILLER || !fillers.has(text.slice(start, end).toLowerCase());
}

function isOneLetter(text: string, start: number, end: number): boolean {
    for (let i = start + 1; i < end; i++) {
        if (text.charCodeAt(i) !== text.charCodeAt(start)) {
            return false;
        }
    }
    return true;
}

// Latin letters, and every other script's without its punctuation. Emoji (surrogates) are no letters.
function isLetter(code: number): boolean {
    if (code < 128) {
        return (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    }
    return code >= 0xC0 && code !== 0xD7 && code !== 0xF7 && !(code >= 0x2000 && code <= 0x2BFF) && !(code >= 0x3000 && code <= 0x3004) &&
        !(code >= 0x3008 && code <= 0x3020) && !(code >= 0xD800 && code <= 0xF8FF) && !(code >= 0xFE00 && code <= 0xFE6F) && !(code >= 0xFF00 && code <= 0xFF20);
}

function looksLikeId(text: string): boolean {
    return text.length === 26 && /^[a-z0-9]{26}$/.test(text) && /\d/.test(text);
}
