import {expect, test} from 'vitest';

import {DEFAULT_OWNER_MESSAGE} from './bulk_settings.ts';
import {renderOwnerMessage} from './owner_message.ts';

const id = 'a'.repeat(26);
const facts = {action: 'revoke' as const, reason: 'leaked', admin: 'root', tokens: [{id, description: 'CI'}, {id, description: '', bot: 'ci-bot'}]};

test('every placeholder is filled in, and what is none stays', () => {
    expect(renderOwnerMessage('{{count}}|{{ action }}|{{reason}}|{{admin}}|{{nothing}}|{{constructor}}\n{{tokens}}', facts)).toBe(
        `2|revoked|leaked|\`root\`|{{nothing}}|{{constructor}}\n- \`CI\` (\`${id}\`)\n- token (\`${id}\`, of the bot \`ci-bot\`)`);
});

test('what is filled in is not looked at again, and mentions nobody', () => {
    const message = renderOwnerMessage('{{reason}}\n{{tokens}}', {...facts, reason: '{{tokens}} @all $&', tokens: [{id, description: '{{reason}} `@channel\n\n@here'}]});
    expect(message).toBe(`{{tokens}} @\u200ball $&\n- \`{{reason}} '@\u200bchannel @\u200bhere\` (\`${id}\`)`);
});

test('however many tokens, the message fits and says how many it leaves out', () => {
    const tokens = Array.from({length: 1000}, () => ({id, description: 'x'.repeat(255)}));
    const message = renderOwnerMessage(DEFAULT_OWNER_MESSAGE, {...facts, tokens});
    expect(message.length).toBeLessThanOrEqual(4000);
    expect(message).toMatch(/- and 98\d more/);
    expect(renderOwnerMessage(`${'😀'.repeat(1990)}{{tokens}}`, {...facts, tokens}).length).toBeLessThanOrEqual(4000);
    expect(renderOwnerMessage('{{reason}}'.repeat(200), {...facts, reason: 'r'.repeat(1000)}).length).toBeLessThanOrEqual(4000);
});
