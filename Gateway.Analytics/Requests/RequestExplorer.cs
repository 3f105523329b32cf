using Gateway.Analytics.Queries;
using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;
using Npgsql;

namespace Gateway.Analytics.Requests;

/// <summary>
/// Finds single requests, from stored events alone and as far back as these are kept. The newest first are looked for from the
/// end of the range back in stretches that grow while little is found, so a full page costs what lies in its own time, and one
/// that only a needle fills stops after its time and says how far it came. The slowest need the whole range.
/// </summary>
public sealed class RequestExplorer(AnalyticsDatabase database, FoldStatusReader folds, PresetCatalogue presets, INameLookup lookup, TenantPlaces places, QueryOptions options, TimeProvider time)
{
    /// <summary>Most rows of a page.</summary>
    public const int MostRows = 200;

    /// <summary>How long one call looks for the newest before it answers with what it has.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <summary>Within a tenant an index has the order; over all tenants a stretch is read and sorted.</summary>
    static TimeSpan FirstStretch(QueryScope scope) => scope.IsAllTenants ? TimeSpan.FromSeconds(15) : TimeSpan.FromMinutes(10);

    readonly RecordReader record = new(database, folds, options);
    readonly RequestNames names = new(lookup);

    /// <summary>One page. Bad input never throws: it is in <see cref="RequestAnswer.Errors"/>.</summary>
    public async Task<RequestAnswer> FindAsync(QueryScope scope, RequestQuestion question, CancellationToken token)
    {
        var errors = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var now = time.GetUtcNow();
        if (Plan(scope, question, now, errors) is not { } plan)
            return new RequestAnswer(null as RequestPage) { Errors = errors };
        try
        {
            using var place = await places.TakeAsync(scope.Tenant, token);
            var recorded = await record.ReadAsync(scope, now, token);
            var rawSince = recorded.Folds.RawSince is { } since && plan.From < since ? since : (DateTimeOffset?)null;
            var (rows, scannedUntil) = plan.Order == RequestOrder.Newest
                ? await NewestAsync(scope, plan, recorded.First is { } first ? Latest(plan.From, rawSince ?? first, first) : plan.To, token)
                : (await SlowestAsync(scope, plan, token), null);
            var next = Next(plan, rows, scannedUntil);
            var items = await names.OfAsync(scope, [.. rows.Take(plan.Limit).Select(row => row.Row)], token);
            return new RequestAnswer(new RequestPage(items, next?.Write(plan.Identity), plan.From, plan.To, rawSince, recorded.CompleteUntil, scannedUntil));
        }
        catch (PostgresException stopped) when (stopped.SqlState == PostgresErrorCodes.QueryCanceled && !token.IsCancellationRequested)
        {
            return new RequestAnswer(null as RequestPage)
            {
                Problem = new QueryProblem(
                    504,
                    "The search took too long.",
                    $"It was stopped after {options.StatementTimeout.TotalSeconds:0.###} s. A shorter range{(plan.Order == RequestOrder.Slowest ? ", or the newest first," : "")} needs less time."),
            };
        }
        catch (PlacesTakenException)
        {
            return new RequestAnswer(null as RequestPage)
            {
                Problem = new QueryProblem(503, "Too many questions at once.", "This tenant's questions take all the places that it has. Ask again in a moment."),
            };
        }
    }

    /// <summary>One request in full; null when there is none of that id in the scope, or no longer.</summary>
    public async Task<RequestInFull?> FindOneAsync(QueryScope scope, RequestId id, CancellationToken token)
    {
        var (sql, parameters) = new RequestStatement(scope, RequestFilters.None).One(id);
        RequestInFull found;
        await using (var session = await OpenAsync(scope, token))
        await using (var command = session.Command(sql, parameters.ToArray()))
        await using (var reader = await command.ExecuteReaderAsync(token))
        {
            if (!await reader.ReadAsync(token))
                return null;
            found = RequestColumns.ReadFull(reader, scope.SeesPersons);
        }

        return await names.OfAsync(scope, found, token);
    }

    SearchPlan? Plan(QueryScope scope, RequestQuestion question, DateTimeOffset now, Dictionary<string, List<string>> errors)
    {
        var filters = RequestFilters.Read(question.Filters, scope, presets.Words, errors);
        var order = question.Order switch { null or "newest" => RequestOrder.Newest, "slowest" => RequestOrder.Slowest, _ => default };
        if (order == default)
            errors.Report("order", $"{question.Order.Quote()} is no order; accepted: newest, slowest.");
        if (question.Limit is < 1 or > MostRows)
            errors.Report("limit", $"1 to {MostRows} is accepted.");
        var identity = $"{scope.Identity}|{order}|{filters.Identity}";
        if (question.Cursor is { } text)
        {
            if (RequestCursor.Read(text, identity) is { } cursor)
                return errors.Count > 0 ? null : new SearchPlan(cursor.From, cursor.To, order, filters, question.Limit, cursor, identity);
            errors.Report("cursor", "This is not the cursor of this order and these filters; leave it out to begin anew.");
        }

        var range = RangeResolver.Exact(new TimeRange { From = question.From ?? "now-1h", To = question.To, Zone = question.Zone }, now, errors);
        return range is not { } span || errors.Count > 0 ? null : new SearchPlan(span.From, span.To, order, filters, question.Limit, null, identity);
    }

    /// <summary>Stretch by stretch from the end back; one more than the page, to know whether there is a next.</summary>
    async Task<(List<Found> Rows, DateTimeOffset? ScannedUntil)> NewestAsync(QueryScope scope, SearchPlan plan, DateTimeOffset from, CancellationToken token)
    {
        var rows = new List<Found>();
        // The place itself is behind the condition of the statement; its instant still belongs to the stretch.
        var end = plan.After is { } after ? RequestCursor.Time(after.Value).AddTicks(TimeSpan.TicksPerMicrosecond) : plan.To;
        var stretch = FirstStretch(scope);
        var started = time.GetTimestamp();
        await using var session = await OpenAsync(scope, token);
        while (end > from && rows.Count <= plan.Limit)
        {
            if (time.GetElapsedTime(started) > Patience)
                return (rows, end);
            // Not across midnight: each statement then has one partition.
            var midnight = new DateTimeOffset(end.UtcDateTime.AddTicks(-1).Date, TimeSpan.Zero);
            var begin = Latest(end - stretch, midnight, from);
            var (sql, parameters) = new RequestStatement(scope, plan.Filters).Newest(begin, end, plan.After, plan.Limit + 1 - rows.Count);
            var asked = time.GetTimestamp();
            await ReadAsync(session, sql, parameters, rows, token);
            end = begin;
            // What was quick may be longer next time; a stretch past its time would be stopped as a whole.
            if (time.GetElapsedTime(asked) < Patience / 16)
                stretch *= 4;
        }

        return (rows, null);
    }

    async Task<List<Found>> SlowestAsync(QueryScope scope, SearchPlan plan, CancellationToken token)
    {
        var rows = new List<Found>();
        var (sql, parameters) = new RequestStatement(scope, plan.Filters).Slowest(plan.From, plan.To, plan.After, plan.Limit + 1);
        await using var session = await OpenAsync(scope, token);
        await ReadAsync(session, sql, parameters, rows, token);
        return rows;
    }

    static RequestCursor? Next(SearchPlan plan, List<Found> rows, DateTimeOffset? scannedUntil)
    {
        if (rows.Count <= plan.Limit)
            return scannedUntil is { } until ? RequestCursor.Before(plan.From, plan.To, until) : null;
        var last = rows[plan.Limit - 1];
        var value = plan.Order == RequestOrder.Newest ? RequestCursor.Micros(last.Row.Time) : (long)Math.Round(last.Row.DurationMs * 1000);
        return new RequestCursor(plan.Order, plan.From, plan.To, value, last.Id.Spool, last.Id.Sequence);
    }

    static async Task ReadAsync(DatabaseSession session, string sql, SqlParameters parameters, List<Found> rows, CancellationToken token)
    {
        await using var command = session.Command(sql, parameters.ToArray());
        await using var reader = await command.ExecuteReaderAsync(token);
        while (await reader.ReadAsync(token))
            rows.Add(new Found(RequestColumns.Id(reader), RequestColumns.Read(reader)));
    }

    Task<DatabaseSession> OpenAsync(QueryScope scope, CancellationToken token) =>
        database.ReadAsync(scope.Tenant, new ReadLimits(options.StatementTimeout), token);

    static DateTimeOffset Latest(params ReadOnlySpan<DateTimeOffset> times)
    {
        var latest = times[0];
        foreach (var each in times)
            latest = each > latest ? each : latest;
        return latest;
    }

    /// <summary>A question that has been checked.</summary>
    sealed record SearchPlan(DateTimeOffset From, DateTimeOffset To, RequestOrder Order, RequestFilters Filters, int Limit, RequestCursor? After, string Identity);

    readonly record struct Found(RequestId Id, RequestRow Row);
}
