using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Admin.Store;

/// <summary>The control plane in schema <c>gateway</c>. Only <see cref="GatewayStore"/> makes one: always inside a transaction with a role and a tenant.</summary>
sealed class GatewayDb(DbContextOptions<GatewayDb> options) : DbContext(options)
{
    public const string Schema = "gateway";

    /// <summary>Refuses a sign-in name that somebody has, also somebody whom the session does not see.</summary>
    public const string SignInIndex = "ix_users_sign_in";

    /// <summary>Refuses the hash of a key that somebody has, in whatever tenant.</summary>
    public const string KeyHashIndex = "ix_keys_hash";

    public DbSet<Tenant> Tenants => Set<Tenant>();
    public DbSet<Team> Teams => Set<Team>();
    public DbSet<Api> Apis => Set<Api>();
    public DbSet<Group> Groups => Set<Group>();
    public DbSet<Cluster> Clusters => Set<Cluster>();
    public DbSet<Destination> Destinations => Set<Destination>();
    public DbSet<Route> Routes => Set<Route>();
    public DbSet<ApiKey> Keys => Set<ApiKey>();
    public DbSet<KeyUse> KeyUses => Set<KeyUse>();
    public DbSet<Certificate> Certificates => Set<Certificate>();
    public DbSet<AccessToken> AccessTokens => Set<AccessToken>();
    public DbSet<User> Users => Set<User>();
    public DbSet<SignInState> SignInStates => Set<SignInState>();
    public DbSet<UserSession> UserSessions => Set<UserSession>();
    public DbSet<Invitation> Invitations => Set<Invitation>();
    public DbSet<ProtectionKey> ProtectionKeys => Set<ProtectionKey>();
    public DbSet<Dashboard> Dashboards => Set<Dashboard>();
    public DbSet<DashboardVersion> DashboardVersions => Set<DashboardVersion>();
    public DbSet<DashboardRemoval> DashboardRemovals => Set<DashboardRemoval>();
    public DbSet<DashboardFavourite> DashboardFavourites => Set<DashboardFavourite>();
    public DbSet<DashboardShare> DashboardShares => Set<DashboardShare>();
    public DbSet<Alert> Alerts => Set<Alert>();
    public DbSet<AlertVersion> AlertVersions => Set<AlertVersion>();
    public DbSet<AlertState> AlertStates => Set<AlertState>();
    public DbSet<AlertEvent> AlertEvents => Set<AlertEvent>();
    public DbSet<AlertSeen> AlertSeen => Set<AlertSeen>();
    public DbSet<Channel> Channels => Set<Channel>();
    public DbSet<ChannelState> ChannelStates => Set<ChannelState>();
    public DbSet<Silence> Silences => Set<Silence>();
    public DbSet<AlertDelivery> AlertDeliveries => Set<AlertDelivery>();
    public DbSet<JobRun> JobRuns => Set<JobRun>();
    public DbSet<AuditEntry> Audit => Set<AuditEntry>();
    public DbSet<ConfigVersion> ConfigVersions => Set<ConfigVersion>();
    public DbSet<ConfigChange> ConfigChanges => Set<ConfigChange>();
    public DbSet<DraftChange> DraftChanges => Set<DraftChange>();
    public DbSet<StoreState> States => Set<StoreState>();
    public DbSet<Setting> Settings => Set<Setting>();
    public DbSet<Node> Nodes => Set<Node>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.HasDefaultSchema(Schema);
        OfTenant(modelBuilder.Entity<Tenant>());
        OfTenant(modelBuilder.Entity<Team>());
        var api = OfTenant(modelBuilder.Entity<Api>());
        api.HasOne<Team>().WithMany().HasForeignKey(row => new { row.TenantId, row.TeamId }).OnDelete(DeleteBehavior.Restrict);
        OfTenant(modelBuilder.Entity<Group>());

        var cluster = OfTenant(modelBuilder.Entity<Cluster>());
        cluster.Property(row => row.HealthCheck).HasColumnType("jsonb");
        cluster.Property(row => row.Definition).HasColumnType("jsonb");
        cluster.HasMany(row => row.Destinations).WithOne().HasForeignKey(row => new { row.TenantId, row.ClusterId });
        modelBuilder.Entity<Destination>().HasKey(row => new { row.TenantId, row.ClusterId, row.Id });

        var route = OfTenant(modelBuilder.Entity<Route>());
        route.HasOne<Cluster>().WithMany().HasForeignKey(row => new { row.TenantId, row.ClusterId }).OnDelete(DeleteBehavior.Restrict);
        route.HasOne<Api>().WithMany().HasForeignKey(row => new { row.TenantId, row.ApiId }).OnDelete(DeleteBehavior.Restrict);
        route.HasOne<Team>().WithMany().HasForeignKey(row => new { row.TenantId, row.TeamId }).OnDelete(DeleteBehavior.Restrict);

        var key = OfTenant(modelBuilder.Entity<ApiKey>());
        key.Property(row => row.Allow).HasColumnType("jsonb");
        key.Property(row => row.Tags).HasColumnType("jsonb").HasConversion(
            tags => System.Text.Json.JsonSerializer.Serialize(tags, (System.Text.Json.JsonSerializerOptions?)null),
            json => System.Text.Json.JsonSerializer.Deserialize<Dictionary<string, string>>(json, (System.Text.Json.JsonSerializerOptions?)null) ?? new(),
            new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<Dictionary<string, string>>(
                (one, two) => one!.Count == two!.Count && !one.Except(two).Any(),
                tags => tags.Count,
                tags => new Dictionary<string, string>(tags)));
        key.HasIndex(row => row.Hash).IsUnique();
        key.HasOne<Team>().WithMany().HasForeignKey(row => new { row.TenantId, row.TeamId }).OnDelete(DeleteBehavior.Restrict);
        key.HasOne(row => row.Use).WithOne().HasForeignKey<KeyUse>(use => new { use.TenantId, use.Id }).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<KeyUse>().HasKey(use => new { use.TenantId, use.Id });

        OfTenant(modelBuilder.Entity<Certificate>());
        var access = OfTenant(modelBuilder.Entity<AccessToken>());
        access.Property(row => row.Roles).HasColumnType("jsonb");
        access.HasIndex(row => row.Hash).IsUnique();
        access.HasOne(row => row.Owner).WithMany().HasForeignKey(row => new { row.TenantId, row.OwnerId }).OnDelete(DeleteBehavior.Cascade);
        People(modelBuilder);
        DashboardsOf(modelBuilder);
        AlertsOf(modelBuilder);
        ChannelsOf(modelBuilder);
        modelBuilder.Entity<JobRun>().HasKey(row => new { row.Job, row.Scope });
        var audit = modelBuilder.Entity<AuditEntry>();
        audit.Property(row => row.Before).HasColumnType("jsonb");
        audit.Property(row => row.After).HasColumnType("jsonb");
        audit.HasIndex(row => new { row.TenantId, row.Id });

        modelBuilder.Entity<ConfigVersion>().HasKey(row => row.Number);
        modelBuilder.Entity<ConfigVersion>().Property(row => row.Number).ValueGeneratedNever();
        var configChange = modelBuilder.Entity<ConfigChange>();
        configChange.HasKey(row => new { row.Version, row.Position });
        configChange.HasIndex(row => new { row.TenantId, row.Collection, row.ObjectId, row.Version });
        // Not jsonb: documents are read again in the order of their fields.
        configChange.Property(row => row.Before).HasColumnType("json");
        configChange.Property(row => row.After).HasColumnType("json");
        configChange.HasOne<ConfigVersion>().WithMany().HasForeignKey(row => row.Version).OnDelete(DeleteBehavior.Restrict);
        var draft = modelBuilder.Entity<DraftChange>();
        draft.HasKey(row => new { row.UserTenantId, row.UserId, row.TenantId, row.Collection, row.ObjectId });
        draft.Property(row => row.Base).HasColumnType("json");
        draft.Property(row => row.Document).HasColumnType("json");
        draft.HasOne<User>().WithMany().HasForeignKey(row => new { row.UserTenantId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
        draft.HasOne<Tenant>().WithMany().HasForeignKey(row => row.TenantId).HasPrincipalKey(tenant => tenant.TenantId).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<StoreState>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Node>().Property(row => row.Id).ValueGeneratedNever();
        modelBuilder.Entity<Node>().Property(row => row.Unhealthy).HasColumnType("jsonb");
        modelBuilder.Entity<Node>().Property(row => row.Health).HasColumnType("jsonb");
        modelBuilder.Entity<Setting>().HasKey(row => row.Key);
        modelBuilder.Entity<Setting>().Property(row => row.Value).HasColumnType("json");
        SnakeCase.Apply(modelBuilder.Model);
    }

    static void People(ModelBuilder modelBuilder)
    {
        var user = OfTenant(modelBuilder.Entity<User>());
        user.Property(row => row.Roles).HasColumnType("jsonb");
        user.Property(row => row.ClaimedRoles).HasColumnType("jsonb");
        user.HasIndex(row => row.SignIn).IsUnique();
        user.HasIndex(row => new { row.Issuer, row.Subject }).IsUnique();
        user.HasOne(row => row.State).WithOne().HasForeignKey<SignInState>(state => new { state.TenantId, state.Id }).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<SignInState>().HasKey(state => new { state.TenantId, state.Id });

        var session = modelBuilder.Entity<UserSession>();
        session.Property(row => row.Id).ValueGeneratedNever();
        session.HasIndex(row => row.Hash).IsUnique();
        session.HasOne<User>().WithMany().HasForeignKey(row => new { row.TenantId, row.UserId }).OnDelete(DeleteBehavior.Cascade);

        var invitation = modelBuilder.Entity<Invitation>();
        invitation.Property(row => row.Id).ValueGeneratedNever();
        invitation.HasIndex(row => row.Hash).IsUnique();
        invitation.HasOne<User>().WithMany(row => row.Invitations).HasForeignKey(row => new { row.TenantId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
    }

    static void DashboardsOf(ModelBuilder modelBuilder)
    {
        var dashboard = OfTenant(modelBuilder.Entity<Dashboard>());
        dashboard.Property(row => row.Content).HasColumnType("jsonb");
        dashboard.HasOne<Team>().WithMany().HasForeignKey(row => new { row.TenantId, row.TeamId }).OnDelete(DeleteBehavior.Restrict);
        dashboard.HasOne<User>().WithMany().HasForeignKey(row => new { row.OwnerTenantId, row.OwnerId }).OnDelete(DeleteBehavior.SetNull);

        // Neither is tied to a row of dashboards: what is shipped has none.
        var version = modelBuilder.Entity<DashboardVersion>();
        version.HasKey(row => new { row.TenantId, row.DashboardId, row.Number });
        version.Property(row => row.Document).HasColumnType("jsonb");
        modelBuilder.Entity<DashboardRemoval>().HasKey(row => new { row.TenantId, row.Id });
        var favourite = modelBuilder.Entity<DashboardFavourite>();
        favourite.HasKey(row => new { row.TenantId, row.DashboardId, row.UserTenantId, row.UserId });
        favourite.HasOne<User>().WithMany().HasForeignKey(row => new { row.UserTenantId, row.UserId }).OnDelete(DeleteBehavior.Cascade);
        var share = modelBuilder.Entity<DashboardShare>();
        share.HasKey(row => new { row.TenantId, row.DashboardId });
        share.HasIndex(row => row.Hash).IsUnique();
    }

    static void AlertsOf(ModelBuilder modelBuilder)
    {
        var alert = OfTenant(modelBuilder.Entity<Alert>());
        alert.Property(row => row.Content).HasColumnType("jsonb");
        alert.HasOne<Team>().WithMany().HasForeignKey(row => new { row.TenantId, row.TeamId }).OnDelete(DeleteBehavior.Restrict);

        var version = modelBuilder.Entity<AlertVersion>();
        version.HasKey(row => new { row.TenantId, row.AlertId, row.Number });
        version.Property(row => row.Document).HasColumnType("jsonb");
        version.HasOne<Alert>().WithMany().HasForeignKey(row => new { row.TenantId, row.AlertId }).OnDelete(DeleteBehavior.Cascade);

        var state = modelBuilder.Entity<AlertState>();
        state.HasKey(row => new { row.TenantId, row.AlertId });
        state.Property(row => row.Instances).HasColumnType("jsonb");
        // No index on what is due: it would be written with each evaluation, and the table is small.
        alert.HasOne(row => row.State).WithOne().HasForeignKey<AlertState>(row => new { row.TenantId, row.AlertId }).OnDelete(DeleteBehavior.Cascade);

        // Not tied to the alert: the log outlives it.
        var happened = modelBuilder.Entity<AlertEvent>();
        happened.Property(row => row.Labels).HasColumnType("jsonb");
        happened.Property(row => row.Conditions).HasColumnType("jsonb");
        happened.Property(row => row.Series).HasColumnType("jsonb");
        happened.HasIndex(row => new { row.TenantId, row.Id });
        happened.HasIndex(row => new { row.TenantId, row.AlertId, row.Id });
        happened.HasIndex(row => new { row.TenantId, row.Key }).IsUnique();
        happened.HasIndex(row => row.Time);
        happened.HasIndex(row => row.RoutedAt).HasFilter("notice is not null and routed_at is null");

        modelBuilder.Entity<AlertSeen>().HasKey(row => new { row.TenantId, row.Viewer });
    }

    static void ChannelsOf(ModelBuilder modelBuilder)
    {
        var channel = OfTenant(modelBuilder.Entity<Channel>());
        channel.Property(row => row.Content).HasColumnType("jsonb");
        channel.HasOne(row => row.State).WithOne().HasForeignKey<ChannelState>(state => new { state.TenantId, state.Id }).OnDelete(DeleteBehavior.Cascade);
        modelBuilder.Entity<ChannelState>().HasKey(state => new { state.TenantId, state.Id });
        OfTenant(modelBuilder.Entity<Silence>()).Property(row => row.Content).HasColumnType("jsonb");

        var delivery = modelBuilder.Entity<AlertDelivery>();
        delivery.Property(row => row.Notice).HasColumnType("json");
        delivery.HasOne<Channel>().WithMany().HasForeignKey(row => new { row.TenantId, row.ChannelId }).OnDelete(DeleteBehavior.Cascade);
        delivery.HasIndex(row => new { row.TenantId, row.ChannelId, row.Key }).IsUnique();
        delivery.HasIndex(row => row.EventId);
        delivery.HasIndex(row => row.Incident);
        delivery.HasIndex(row => row.CreatedAt);
        delivery.HasIndex(row => row.DueAt).HasFilter("due_at is not null");
    }

    static EntityTypeBuilder<TRow> OfTenant<TRow>(EntityTypeBuilder<TRow> row)
        where TRow : TenantRow
    {
        row.HasKey(entity => new { entity.TenantId, entity.Id });
        row.Property(entity => entity.Version).IsRowVersion();
        if (typeof(TRow) != typeof(Tenant))
            row.HasOne<Tenant>().WithMany().HasForeignKey(entity => entity.TenantId).HasPrincipalKey(tenant => tenant.TenantId).OnDelete(DeleteBehavior.Restrict);
        return row;
    }
}
