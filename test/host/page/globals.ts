import * as Luxon from 'luxon';
import PropTypes from 'prop-types';
import React from 'react';
import * as ReactBootstrap from 'react-bootstrap';
import ReactDOM from 'react-dom';
import * as ReactIntl from 'react-intl';
import * as ReactRedux from 'react-redux';
import * as ReactRouterDom from 'react-router-dom';
import * as Redux from 'redux';

import {hostWindow} from './host_window.ts';

// Exactly the host's libraries. There is no ReactJSXRuntime, and react-dom/client is not reachable either.
Object.assign(window, {React, ReactDOM, ReactIntl, Redux, ReactRedux, ReactBootstrap, ReactRouterDom, PropTypes, Luxon});

const publicPath = hostWindow.publicPath ?? '/static/';
hostWindow.publicPath = publicPath;
hostWindow.basename = publicPath.slice(0, -'/static/'.length);
hostWindow.plugins = {};
