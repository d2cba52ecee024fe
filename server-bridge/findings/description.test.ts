import {expect, test} from 'vitest';

import {isTelling} from './description.ts';

test.each([
    '', ' ', '\t\n', '.', '-', '…', '???', '🔑', '🔑🔑', 'a', 'X', 'é', '1', '42', '2024-03-01', 'aaaa', 'xxx', '———',
    'test', 'TEST', ' Test ', 'test2', 'test-3', 'my test', 'Testing testing 1 2 3', 'token', 'my new API token 2', 'personal access token', 'PAT',
    'tmp', 'foo', 'asdf', 'qwerty', 'n/a', 'none', 'todo', 'mattermost bot', 'a b c', 'undefined', 'description', 'тест', 'テスト', '测试', 'prueba 1',
    'k7dq3mzr9bfx1hwte5yoncpuga', '\u0000', '\uD800',
])('%o tells nothing', (description) => {
    expect(isTelling(description)).toBe(false);
});

test.each([
    'CI', 'db', 'GitLab pipeline, repository web', 'Zapier', 'Jira sync', 'laptop', 'old phone', 'backup script on db-2', 'test of the Jira sync', 'migration 2023 (temporary)',
    'Token für den Nachtlauf', 'sauvegarde', '备份', 'резервная копия', 'النسخ الاحتياطي', 'バックアップ', '백업', 'testimony', 'accesstokenrotation',
    '🔑 Grafana', 'abcdefghijklmnopqrstuvwxyz',
])('%o tells what it is for', (description) => {
    expect(isTelling(description)).toBe(true);
});
