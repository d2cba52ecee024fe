import React from 'react';
import {expect, test} from 'vitest';

import {RestErrorMessage} from './rest_error_message.tsx';
import {textOf} from './text_fixture.tsx';

test('a missing right is explained by the admins\' right to admins only', () => {
    expect(textOf(<RestErrorMessage kind='forbidden'/>)).toContain('manage_system');
    expect(textOf(<RestErrorMessage kind='forbidden' forAnyone/>)).toBe('Your account lacks the right to do this. A system admin can tell more.');
    expect(textOf(<RestErrorMessage kind='network' forAnyone/>)).toBe(textOf(<RestErrorMessage kind='network'/>));
});
