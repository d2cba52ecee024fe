/** Limits of Loki's own, by their names in `limits_config`. */
type LokiLimits = Readonly<Record<string, string | number | boolean>>;

export interface LokiSettings {

    /** For everybody. */
    limits?: LokiLimits;

    /** For single tenants; with it, every request has to name one. */
    tenants?: Readonly<Record<string, LokiLimits>>;
}

/** One process with its files in a folder; JSON is YAML as well. */
export function lokiConfig(at: {dir: string; port: number; grpcPort: number; gossipPort: number}, {limits, tenants}: LokiSettings): Record<string, unknown> {
    const {dir, port, grpcPort, gossipPort} = at;
    return {
        auth_enabled: tenants !== undefined,
        runtime_config: {file: `${dir}/overrides.yaml`},
        server: {
            http_listen_address: '127.0.0.1', http_listen_port: port, grpc_listen_address: '127.0.0.1', grpc_listen_port: grpcPort, log_level: 'warn',
            grpc_server_max_recv_msg_size: 64 << 20, grpc_server_max_send_msg_size: 64 << 20,
        },
        common: {
            path_prefix: dir, replication_factor: 1, instance_addr: '127.0.0.1',
            ring: {instance_addr: '127.0.0.1', kvstore: {store: 'inmemory'}},
            storage: {filesystem: {chunks_directory: `${dir}/chunks`, rules_directory: `${dir}/rules`}},
        },
        memberlist: {bind_addr: ['127.0.0.1'], bind_port: gossipPort},

        // Ready at once: there is no ring whose other members it would have to wait for. And what is still in memory is
        // asked for however old its lines say they are.
        ingester: {chunk_encoding: 'snappy', query_store_max_look_back_period: '-1ns', lifecycler: {min_ready_duration: '0s', final_sleep: '0s'}, wal: {enabled: false}},
        schema_config: {configs: [{from: '2020-01-01', store: 'tsdb', object_store: 'filesystem', schema: 'v13', index: {prefix: 'index_', period: '24h'}}]},
        analytics: {reporting_enabled: false},

        // The corpora are older than what Loki takes by default, and the tests push faster.
        limits_config: {
            reject_old_samples: false, creation_grace_period: '87600h', ingestion_rate_mb: 1000, ingestion_burst_size_mb: 1000, per_stream_rate_limit: '1GB', per_stream_rate_limit_burst: '1GB',
            unordered_writes: true, ...limits,
        },
    };
}
