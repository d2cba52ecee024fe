import React, {useEffect} from 'react';
import {useSelector} from 'react-redux';

import {Icon} from '../console/icons.tsx';
import {currentUser, loadChannel} from '../state/load.ts';
import {store} from '../state/store.ts';

import {Menu} from './menu.tsx';
import {MessageBox} from './message_box.tsx';
import {Pluggable} from './pluggable.tsx';

import type {HostState} from '../state/state.ts';
import type {Post} from '@mattermost/types/posts';

const bodyClasses = ['app__body', 'channel-view'];

/** A channel with one post, the newest of Town Square, or a made-up one for a user without a team. */
export function ChannelView() {
    const {posts} = useSelector(({entities}: HostState) => entities.posts);
    const components = useSelector(({plugins}: HostState) => plugins.components.Root);
    const user = useSelector(currentUser);

    useEffect(() => {
        // The host's body has these classes only while a channel is shown: not on a plugin's own route.
        document.body.classList.add(...bodyClasses);
        void loadChannel().then(() => {
            if (Object.keys(store.getState().entities.posts.posts).length === 0 && user) {
                const post = {id: 'w'.repeat(26), user_id: user.id, channel_id: '', create_at: Date.now(), message: 'A made-up post.', type: ''};
                store.dispatch({type: 'RECEIVED_ENTITIES', data: {posts: {posts: {[post.id]: post as Post}}}});
            }
        });
        return () => document.body.classList.remove(...bodyClasses);
    }, [user]);

    return (
        <div
            id='channel_view'
            className='channel-view'
        >
            <Pluggable components={components}/>
            <div className='channel-header'><h2>{'Town Square'}</h2></div>
            <div className='post-list'>
                {Object.values(posts).map((post) => (
                    <PostView
                        key={post.id}
                        post={post}
                    />
                ))}
            </div>
            <MessageBox/>
        </div>
    );
}

function PostView({post}: {post: Post}) {
    const actions = useSelector(({plugins}: HostState) => plugins.components.PostDropdownMenu);
    return (
        <div
            id={`post_${post.id}`}
            className='post'
        >
            <p className='post-message__text'>{post.message}</p>
            <Menu
                label='actions'
                className='post-menu__item'
                button={<Icon name='dots'/>}
                items={actions.filter(({filter}) => !filter || filter(post.id)).map(({id, text, action}) => ({
                    id,
                    text,
                    onClick: () => action?.(post.id),
                }))}
            />
        </div>
    );
}
