import {randomInt} from 'node:crypto';

import fc from 'fast-check';
import {describe, expect, test} from 'vitest';

import {fingerprintOf} from '../log/fingerprint.ts';

import {isAddress} from './address.ts';
import {recognise, settle} from './recognise.ts';

const ID = 'abcdefghijklmnopqrstuvwx01';
const OTHER = 'zyxwvutsrqponmlkjihgfedc98';
const SECRET = 'mfmksbp9q7ycxfrsp5kkmgmb4e';
const PRINT = fingerprintOf(SECRET);
const nothingKnown = () => false;

describe('each kind of word', () => {
    test.each([
        ['anna', [{kind: 'username', username: 'anna'}]],
        ['ask @anna.b or @here.', [{kind: 'username', username: 'anna.b'}]],
        ['Anna.B@Example.com wrote', [{kind: 'email', email: 'anna.b@example.com'}]],
        ['from 10.1.2.3:5678 and [2001:db8::1]', [{kind: 'address', address: '10.1.2.3'}, {kind: 'address', address: '2001:db8::1'}]],
        ['at 01:11:45.940 by web/handlers.go:261, v1.2.3', []],
        [PRINT, [{kind: 'fingerprint', fingerprint: PRINT}]],
        [`failed with [secret ${PRINT.slice(0, 8)}]`, [{kind: 'fingerprint', fingerprint: PRINT.slice(0, 8)}]],
        [ID.slice(1), [{kind: 'fragment', length: 25}]],
        ['@christophermontgomery', [{kind: 'username', username: 'christophermontgomery'}]],
        ['christophermontgomery', [{kind: 'username', username: 'christophermontgomery'}]],
        ['max.muster@mustermannsoftwaregmbh.de', [{kind: 'email', email: 'max.muster@mustermannsoftwaregmbh.de'}]],
        ['max@rechtsschutzversicherungsgesellschaft24seit.de', [{kind: 'fragment', length: 43}]],
        ['max@mustermannsoftware24gmbh.de', [{kind: 'email', email: 'max@mustermannsoftware24gmbh.de'}]],
        ['@christopher2montgomery', [{kind: 'fragment', length: 22}]],
        ['@donaudampfschifffahrtskapitaen', [{kind: 'fragment', length: 30}]],
        ['donaudampfschifffahrtskapitaen', [{kind: 'fragment', length: 30}]],
        [`x${SECRET}@example.com`, [{kind: 'fragment', length: 27}]],
        [`${SECRET.slice(1)}@example.com`, [{kind: 'fragment', length: 25}]],
        [`anna@x${SECRET}.com`, [{kind: 'fragment', length: 27}]],
        [`Bearer ${SECRET}`, [{kind: 'secret', fingerprint: PRINT, is_token: true}]],
        ['password=hunter2', [{kind: 'secret', fingerprint: fingerprintOf('hunter2'), is_token: false}]],
        ['Hello there', []],
        ['', []],
    ])('%s', (text, words) => {
        expect(recognise(text, nothingKnown)).toMatchObject({words, unsure: []});
    });

    test.each([
        ['10.0.0.1', true], ['256.1.1.1', false], ['1.2.3', false], ['01.2.3.4', false], ['::1', true], ['fe80::1', true], ['::ffff:10.0.0.1', true],
        ['1:2:3:4:5:6:7:8', true], ['1:2:3:4:5:6:7', false], ['12:30:45', false], ['1::2::3', false], ['::', false], ['g::1', false],
    ])('%s is an address: %s', (text, expected) => {
        expect(isAddress(text)).toBe(expected);
    });
});

describe('26 characters', () => {
    test('are an id where that is known, whatever stands before it, and unsure otherwise', () => {
        const isKnown = (id: string) => id === ID;
        expect(recognise(`token: ${ID} ${OTHER}`, isKnown)).toEqual({
            text: `token: ${ID} ${OTHER}`,
            words: [{kind: 'id', id: ID, field: 'token'}],
            unsure: [{value: OTHER, field: ''}],
        });
    });

    test.each([
        [`{"user_id":"${ID}"}`, 'user_id'],
        [`{\\"user_id\\":\\"${ID}\\"}`, 'user_id'],
        [`request_id=${ID}`, 'request_id'],
        [`Token ID: ${ID}`, 'token_id'],
        [`GET /api/v4/users/${ID}/tokens`, 'users'],
        [`@${ID}`, ''],
        [`${ID}@example.com`, ''],
    ])('are asked about with the name before them: %s', (text, field) => {
        expect(recognise(text, nothingKnown)).toMatchObject({unsure: [{value: ID, field}], words: []});
    });

    test('a secret that the person named leaves the text and the words, however often it stands there', () => {
        const settled = settle(recognise(`${SECRET} ${ID}\n${SECRET}`, nothingKnown), new Set([SECRET]));
        expect(settled.words).toEqual([{kind: 'secret', fingerprint: PRINT, is_token: true}, {kind: 'id', id: ID, field: ''}]);
        expect(settled.text).toBe(`[secret ${PRINT.slice(0, 8)}] ${ID}\n[secret ${PRINT.slice(0, 8)}]`);
    });
});

test('a log line of the server gives its ids and address, and its secret only as a fingerprint', () => {
    const line = `{"timestamp":"2026-11-25 01:11:45.940 Z","level":"debug","msg":"Invalid session","path":"/api/v4/users/me","request_id":"${OTHER}","ip_addr":"10.1.7.9","user_id":"","error":"GetSession: Invalid session token=${SECRET}, err=<no value>, inactive_user_id=${ID}"}`;
    const found = recognise(line, nothingKnown);
    expect(found.words).toEqual([{kind: 'secret', fingerprint: PRINT, is_token: true}, {kind: 'address', address: '10.1.7.9'}]);
    expect(found.unsure).toEqual([{value: OTHER, field: 'request_id'}, {value: ID, field: 'inactive_user_id'}]);
    expect(found.text).not.toContain(SECRET);
});

const letters = [...'abcdefghijklmnopqrstuvwxyz0123456789'];
const secret = fc.array(fc.constantFrom(...letters), {minLength: 26, maxLength: 26}).map((all) => all.join(''));
const placed = ['token=$', 'Authorization: Bearer $', 'access_token=$&page=1', '{"token":"$"}', 'MMAUTHTOKEN=$; MMUSERID=x', 'Invalid session token=$, err=<no value>', 'Bearer%20$', '\\"access_token\\":\\"$\\"'];

test('a secret that stands where only secrets do is nowhere in what is recognised', () => {
    fc.assert(fc.property(secret, fc.constantFrom(...placed), fc.string(), fc.string(), (value, place, before, after) => {
        const found = recognise(`${before} ${place.replace('$', value)} ${after}`, nothingKnown);
        expect(JSON.stringify(found)).not.toContain(value);
        expect(JSON.stringify(found.words)).toContain(fingerprintOf(value));
    }), {seed: randomInt(2 ** 31), numRuns: 500});
});

test('a bare secret is nowhere in the words, and nowhere at all once the person named it', () => {
    const around = fc.array(fc.constantFrom(' ', '\n', '"', '@', '/', '=', ',', 'a', 'a@b', 'id: ', 'user_id=', 'x ', '.com', ID, '10.0.0.1 '), {maxLength: 6}).map((all) => all.join(''));
    fc.assert(fc.property(secret, around, around, (value, before, after) => {
        const found = recognise(`${before} ${value}${after}`, nothingKnown);
        expect(JSON.stringify(found.words)).not.toContain(value);
        if (found.unsure.some((word) => word.value === value)) {
            expect(JSON.stringify(settle(found, new Set([value])))).not.toContain(value);
        }
    }), {seed: randomInt(2 ** 31), numRuns: 1000});
});

test.each(['abc', 'ABC', 'a-b'])('text without a 26-character word asks nothing: %s', (text) => {
    expect(recognise(text, nothingKnown).unsure).toEqual([]);
});

test('a long and hostile text is read to its end', () => {
    const text = `${'a:'.repeat(20_000)} ${'@a.'.repeat(20_000)} ${'x.'.repeat(20_000)} ${'1.'.repeat(20_000)} ${'token='.repeat(5_000)} end ${ID}`;
    expect(recognise(text, nothingKnown).unsure).toEqual([{value: ID, field: ''}]);
});
