/** Part of Mattermost's config.json. */
export type ServerConfig = Record<string, Record<string, unknown>>;

interface Place {
    port: number;
    url: string;
    databaseUrl: string;
    dir: string;
    logDir: string;
}

/** The config.json of a test server: only loopback, nothing that calls out, uploads and tokens on; `overrides` win. */
export function serverConfig({port, url, databaseUrl, dir, logDir}: Place, overrides: ServerConfig = {}): ServerConfig {
    const config: ServerConfig = {
        ServiceSettings: {
            SiteURL: url,
            ListenAddress: `127.0.0.1:${port}`,
            EnableUserAccessTokens: true,
            EnableBotAccountCreation: true,
            EnableLocalMode: false,
            EnableSecurityFixAlert: false,
            EnableTutorial: false,
            EnableOnboardingFlow: false,
        },
        SqlSettings: {DriverName: 'postgres', DataSource: databaseUrl},
        FileSettings: {Directory: `${dir}/data/`},
        LogSettings: {FileLocation: logDir, FileLevel: 'DEBUG', FileJson: true, EnableDiagnostics: false, EnableSentry: false},
        AnnouncementSettings: {AdminNoticesEnabled: false, UserNoticesEnabled: false},
        PluginSettings: {
            Directory: `${dir}/plugins`,
            ClientDirectory: `${dir}/client/plugins`,
            EnableUploads: true,
            EnableRemoteMarketplace: false,
            AutomaticPrepackagedPlugins: false,
        },
        TeamSettings: {EnableOpenServer: true},
        GuestAccountsSettings: {Enable: true},
        EmailSettings: {SendEmailNotifications: false, EnableSignUpWithEmail: true},
    };
    for (const [section, settings] of Object.entries(overrides)) {
        config[section] = {...config[section], ...settings};
    }
    return config;
}
