import {fork} from 'node:child_process';
import path from 'node:path';

import {figure, median, ms} from './figure.ts';

import type {Figure} from './figure.ts';
import type {Cost} from './linear_child.ts';

const ROUNDS = 3;
const sizes = [10_000, 100_000, 1_000_000];

/** Ten times the tokens: so much more, and a little for the sorting, which cannot be quite linear. */
const MOST_TIMES = 13;

/** What the inventory costs as it grows, without a server: each size in a process of its own, its pages generated. */
export async function linear(): Promise<Figure[]> {
    const costs = new Map(sizes.map((tokens) => [tokens, [] as Cost[]]));
    for (let i = 0; i < ROUNDS; i++) {
        for (const tokens of sizes) {
            costs.get(tokens)?.push(await inOwnProcess(tokens));
        }
    }
    return sizes.flatMap((tokens, i) => figuresOf(tokens, costs.get(tokens) ?? [], costs.get(sizes[i - 1] ?? 0)));
}

function figuresOf(tokens: number, rounds: readonly Cost[], smaller: readonly Cost[] | undefined): Figure[] {
    const of = (measure: (cost: Cost) => number, costs = rounds) => median(costs.map(measure));
    const name = `linear: ${tokens.toLocaleString('en')} tokens`;
    const parts = `load ${ms(of(({load}) => load))}, findings ${ms(of(({findings}) => findings))}, two columns sorted ${ms(of(({sort}) => sort))}, filter ${ms(of(({filter}) => filter))}`;
    const figures = [
        figure(`${name}, processor time`, of(totalOf), 'ms', `the same pages generated and dropped: ${ms(of(({bare}) => bare))}; ${parts}`),
        figure(`${name}, peak memory`, of(({peak_mb}) => peak_mb), 'MB', `of the whole process${smaller ? `; a tenth of the tokens: ${of(({peak_mb}) => peak_mb, smaller).toFixed(0)} MB` : ''}`),
    ];
    if (smaller) {
        figures.push(figure(`${name}, beside a tenth`, of(totalOf) / of(totalOf, smaller), '×', `ten times the tokens; a tenth: ${ms(of(totalOf, smaller))}`, MOST_TIMES));
    }
    return figures;
}

const totalOf = ({load, findings, filter, sort}: Cost) => load + findings + filter + sort;

function inOwnProcess(tokens: number): Promise<Cost> {
    return new Promise((resolve, reject) => {
        const child = fork(path.join(import.meta.dirname, 'linear_child.ts'), [String(tokens)]);
        let cost: Cost | undefined;
        child.on('message', (message) => {
            cost = message as Cost;
        });
        child.on('exit', (code) => (cost ? resolve(cost) : reject(new Error(`Measuring ${tokens} tokens ended with exit code ${code}.`))));
    });
}
