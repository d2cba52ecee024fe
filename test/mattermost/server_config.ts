/** Part of Mattermost's config.json. */
export type ServerConfig = Record<string, Record<string, unknown>>;

interface Place {
    port: number;
    url: string;
    databaseUrl: string;
    dir: string;
    logDir: string;
}

/** What tests take for granted of a server, their own or a named one: tokens, accounts to give them to, and a log that tells all. */
export const takenForGranted = {
    ServiceSettings: {EnableUserAccessTokens: true, EnableBotAccountCreation: true},
    LogSettings: {EnableFile: true, FileLevel: 'DEBUG', FileJson: true},
    TeamSettings: {EnableOpenServer: true},
    EmailSettings: {EnableSignUpWithEmail: true},
} satisfies ServerConfig;

/** The config.json of a test server: only loopback, nothing that calls out, uploads and tokens on; `overrides` win. */
export function serverConfig({port, url, databaseUrl, dir, logDir}: Place, overrides: ServerConfig = {}): ServerConfig {
    const config: ServerConfig = {
        ServiceSettings: {
            SiteURL: url,
            ListenAddress: `127.0.0.1:${port}`,
            ...takenForGranted.ServiceSettings,
            EnableLocalMode: false,
            EnableSecurityFixAlert: false,
            EnableTutorial: false,
            EnableOnboardingFlow: false,
        },
        SqlSettings: {DriverName: 'postgres', DataSource: databaseUrl},
        FileSettings: {Directory: `${dir}/data/`},
        LogSettings: {...takenForGranted.LogSettings, FileLocation: logDir, EnableDiagnostics: false, EnableSentry: false},
        AnnouncementSettings: {AdminNoticesEnabled: false, UserNoticesEnabled: false},
        PluginSettings: {
            Directory: `${dir}/plugins`,
            ClientDirectory: `${dir}/client/plugins`,
            EnableUploads: true,
            EnableRemoteMarketplace: false,
            AutomaticPrepackagedPlugins: false,
        },
        TeamSettings: takenForGranted.TeamSettings,
        GuestAccountsSettings: {Enable: true},
        EmailSettings: {...takenForGranted.EmailSettings, SendEmailNotifications: false},
    };
    for (const [section, settings] of Object.entries(overrides)) {
        config[section] = {...config[section], ...settings};
    }
    return config;
}
