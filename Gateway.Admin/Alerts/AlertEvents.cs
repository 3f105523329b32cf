using System.Globalization;
using System.Text.Json;
using Gateway.Admin.Contract;
using Gateway.Admin.Store;
using Gateway.Analytics.Alerts;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Admin.Alerts;

/// <summary>From changes of state to rows of the log and to notices.</summary>
static class AlertEvents
{
    public const string Fired = "fired";
    public const string Resolved = "resolved";

    /// <summary>One change as the log keeps it.</summary>
    /// <param name="document">The alert as it was evaluated.</param>
    /// <param name="tenant">Whose it is.</param>
    /// <param name="change">What changed.</param>
    /// <param name="judged">What was observed.</param>
    /// <param name="moment">What the incident is about, where every node has to name it alike; null: when it fired.</param>
    public static AlertEvent Of(AlertDocument document, string tenant, StateChange change, Judgement judged, DateTimeOffset? moment = null)
    {
        var to = AlertMessage.Word(change.To);
        var incident = $"{tenant}/{document.Id}/{change.Instance}/{Stamp(moment ?? change.FiredAt ?? change.At)}";
        return new AlertEvent
        {
            TenantId = tenant,
            AlertId = document.Id,
            TeamId = document.Team,
            AlertName = document.Name,
            Severity = AlertMessage.Word(document.Severity),
            Instance = change.Instance,
            FromState = AlertMessage.Word(change.From),
            ToState = to,
            Time = change.At,
            Notice = Word(change.Notice),
            Key = moment is null ? $"{incident}/{to}/{Stamp(change.At)}" : $"{incident}/{to}",
            Incident = incident,
            Message = AlertMessage.Of(document.Message, document.Name, document.Severity, change, judged),
            Labels = JsonSerializer.Serialize(document.Labels, ContractJson.Options),
            Channels = [.. document.Channels],
            DashboardId = document.Dashboard,
            WindowFrom = judged.From,
            WindowTo = judged.To,
            Conditions = JsonSerializer.Serialize(judged.Conditions, ContractJson.Options),
            Series = JsonSerializer.Serialize(judged.Series, ContractJson.Options),
        };
    }

    /// <summary>A row as channels take it.</summary>
    public static AlertNotice NoticeOf(AlertEvent row) => new()
    {
        Tenant = row.TenantId,
        Team = row.TeamId,
        Alert = row.AlertId,
        Name = row.AlertName,
        Severity = Parse<AlertSeverity>(row.Severity),
        Instance = row.Instance,
        From = Parse<AlertStatus>(row.FromState),
        To = Parse<AlertStatus>(row.ToState),
        Kind = row.Notice == Resolved ? NoticeKind.Resolved : NoticeKind.Fired,
        Time = row.Time,
        Key = row.Key,
        Incident = row.Incident,
        Message = row.Message,
        Labels = JsonSerializer.Deserialize<Dictionary<string, string>>(row.Labels, ContractJson.Options)!,
        Channels = row.Channels,
        Dashboard = row.DashboardId,
        WindowFrom = row.WindowFrom,
        WindowTo = row.WindowTo,
        Conditions = JsonSerializer.Deserialize<List<ObservedCondition>>(row.Conditions, ContractJson.Options)!,
        IsTest = row.IsTest,
    };

    /// <summary>Adds rows in one statement; what is there already, by its key, stays as it is.</summary>
    /// <returns>How many were new.</returns>
    public static async Task<int> AddAsync(NpgsqlConnection connection, IReadOnlyList<AlertEvent> rows, CancellationToken token)
    {
        if (rows.Count == 0)
            return 0;
        await using var command = new NpgsqlCommand("""
            /* gateway:alerts/log */
            insert into gateway.alert_events (tenant_id, alert_id, team_id, alert_name, severity, instance, from_state, to_state, time, notice, key, incident,
              message, labels, channels, dashboard_id, window_from, window_to, conditions, series, routed_at, is_test)
            select tenant_id, alert_id, team_id, alert_name, severity, instance, from_state, to_state, time, notice, key, incident,
              message, labels::jsonb, array(select jsonb_array_elements_text(channels::jsonb)), dashboard_id, window_from, window_to, conditions::jsonb, series::jsonb, routed_at, is_test
            from unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22) with ordinality
              as added (tenant_id, alert_id, team_id, alert_name, severity, instance, from_state, to_state, time, notice, key, incident,
                message, labels, channels, dashboard_id, window_from, window_to, conditions, series, routed_at, is_test, place)
            order by place
            on conflict (tenant_id, key) do nothing
            """, connection);
        void Texts(Func<AlertEvent, string?> of) => command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(of).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        void Times(Func<AlertEvent, DateTimeOffset?> of) =>
            command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => of(row)?.UtcDateTime).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz });
        Texts(row => row.TenantId);
        Texts(row => row.AlertId);
        Texts(row => row.TeamId);
        Texts(row => row.AlertName);
        Texts(row => row.Severity);
        Texts(row => row.Instance);
        Texts(row => row.FromState);
        Texts(row => row.ToState);
        Times(row => row.Time);
        Texts(row => row.Notice);
        Texts(row => row.Key);
        Texts(row => row.Incident);
        Texts(row => row.Message);
        Texts(row => row.Labels);
        Texts(row => JsonSerializer.Serialize(row.Channels));
        Texts(row => row.DashboardId);
        Times(row => row.WindowFrom);
        Times(row => row.WindowTo);
        Texts(row => row.Conditions);
        Texts(row => row.Series);
        Times(row => row.RoutedAt);
        command.Parameters.Add(new NpgsqlParameter { Value = rows.Select(row => row.IsTest).ToArray() });
        return await command.ExecuteNonQueryAsync(token);
    }

    /// <summary>A stored word as the value it stands for.</summary>
    public static T Parse<T>(string word)
        where T : struct, Enum =>
        Enum.Parse<T>(word, ignoreCase: true);

    static string? Word(NoticeKind? notice) => notice switch
    {
        NoticeKind.Fired => Fired,
        NoticeKind.Resolved => Resolved,
        _ => null,
    };

    static string Stamp(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
