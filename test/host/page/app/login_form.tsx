import {ClientError} from '@mattermost/client';
import React, {useState} from 'react';
import {useHistory, useLocation} from 'react-router-dom';

import {client} from '../client.ts';
import {loadConfigAndMe} from '../state/load.ts';

/** Signs in with a password through the official client; cookies keep it. */
export function LoginForm() {
    const history = useHistory();
    const {search} = useLocation();
    const [loginId, setLoginId] = useState('');
    const [password, setPassword] = useState('');
    const [error, setError] = useState('');

    const signIn = async (event: React.FormEvent) => {
        event.preventDefault();
        try {
            await client.login(loginId, password);
        } catch (failure) {
            if (failure instanceof ClientError) {
                setError(failure.message);
                return;
            }
            throw failure;
        }
        await loadConfigAndMe();
        const wanted = new URLSearchParams(search).get('redirect_to') ?? '/';

        // Only a path of this page, never another site.
        history.push(/^\/(?!\/)/.test(wanted) ? wanted : '/');
    };

    return (
        <div><form
            className='stand-in__login'
            onSubmit={(event) => void signIn(event)}
        >
            <h1>{'Log in to your account'}</h1>
            <label htmlFor='input_loginId'>{'Email or Username'}</label>
            <input
                id='input_loginId'
                className='form-control'
                autoComplete='username'
                value={loginId}
                onChange={(event) => setLoginId(event.target.value)}
            />
            <label htmlFor='input_password-input'>{'Password'}</label>
            <input
                id='input_password-input'
                className='form-control'
                type='password'
                autoComplete='current-password'
                value={password}
                onChange={(event) => setPassword(event.target.value)}
            />
            {error && <p role='alert'>{error}</p>}
            <button
                type='submit'
                id='saveSetting'
                className='btn btn-primary'
            >
                {'Log in'}
            </button>
        </form></div>
    );
}
