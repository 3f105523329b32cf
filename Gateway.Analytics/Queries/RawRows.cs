using Gateway.Analytics.Rollups;
using Gateway.Analytics.Storage;

namespace Gateway.Analytics.Queries;

/// <summary>What the reads of a statement select from: the events, or those of them that several reads of a batch have in common.</summary>
abstract class RawRows(QueryScope scope)
{
    protected QueryScope Scope => scope;

    /// <summary>The condition on each row; adds its values to the statement's each time.</summary>
    public abstract string Where();

    /// <summary>The tables, with what a dimension needs beside the rows.</summary>
    public abstract string From(Dimension? by);

    /// <summary>The value of a dimension, never null.</summary>
    public abstract string Key(Dimension by);

    /// <summary>The tenant where ids of tenants may be equal, else nothing.</summary>
    public string Tenant(Dimension by) => scope.IsAllTenants && by.PerTenant ? "tenant collate \"C\"" : "'' collate \"C\"";

    /// <summary>One statement of a select for each read; where there are several, of one window and equal conditions, their rows are found once.</summary>
    /// <param name="name">Of the statement, for slow logs.</param>
    /// <param name="scope">Whose.</param>
    /// <param name="reads">One for each select.</param>
    /// <param name="parameters">Takes the values.</param>
    /// <param name="select">The select over these rows, by the number of its read.</param>
    public static string Union(string name, QueryScope scope, IReadOnlyList<CellRead> reads, SqlParameters parameters, Func<RawRows, int, string> select)
    {
        var common = reads.Count > 1 ? new RowsInCommon(scope, reads, parameters) : null;
        var selects = reads.Select((read, number) => select(common ?? (RawRows)new EventRows(scope, read, parameters), number)).ToList();
        return $"/* gateway:queries/{name} */ {(common is null ? "" : $"with {common.Clause()}\n")}{string.Join("\nunion all\n", selects)}";
    }

    protected static string Members(string from, Dimension? by, string texts) =>
        by?.Kind == DimensionKind.Texts ? $"{from}\n  left join lateral unnest({texts}) as member on true" : from;
}

/// <summary>The events of a window that meet the conditions of a read.</summary>
sealed class EventRows(QueryScope scope, CellRead read, SqlParameters parameters) : RawRows(scope)
{
    public override string Where()
    {
        List<string> conditions = [$"time >= {parameters.Add(read.Window.From)}", $"time < {parameters.Add(read.Window.To)}"];
        if (Scope.HasTenantCondition)
        {
            conditions.Insert(0, $"tenant = {parameters.Add(Scope.Tenant)}");
            conditions.Add($"{EventSql.Minute} >= {parameters.Add(Grain.Minute.Floor(read.Window.From))}");
            conditions.Add($"{EventSql.Minute} < {parameters.Add(read.Window.To)}");
        }

        conditions.AddRange(Scope.Conditions(parameters));
        conditions.AddRange(read.Conditions.Select(condition => condition.Sql(parameters)));
        return string.Join("\n  and ", conditions);
    }

    public override string From(Dimension? by) => Members(Joined([by]), by, by?.Sql ?? "");

    public override string Key(Dimension by) => by.KeySql;

    /// <summary>The tables with what these dimensions and the conditions need.</summary>
    public string Joined(IEnumerable<Dimension?> dimensions)
    {
        var joins = read.Conditions.Select(condition => condition.Dimension).Concat(dimensions)
            .Select(dimension => dimension?.Join)
            .Where(join => join is not null)
            .Distinct();
        return string.Join("\n  ", joins.Prepend("events"));
    }
}

/// <summary>The same, found once for several reads of one window and conditions: with the columns and the values that they need.</summary>
sealed class RowsInCommon(QueryScope scope, IReadOnlyList<CellRead> reads, SqlParameters parameters) : RawRows(scope)
{
    readonly List<Dimension> dimensions = [.. reads.Select(read => read.By).OfType<Dimension>().Distinct()];

    /// <summary>The clause that the statement begins with; adds its values to the statement's.</summary>
    public string Clause()
    {
        var events = new EventRows(Scope, reads[0], parameters);
        var columns = dimensions.Select(by => $"{(by.Kind == DimensionKind.Texts ? by.Sql : by.KeySql)} as {Column(by)}").Prepend(Parts.Columns);
        if (Scope.IsAllTenants)
            columns = columns.Append("tenant");
        return $"""
            rows as materialized (
              select {string.Join(", ", columns)}
              from {events.Joined(dimensions)}
              where {events.Where()})
            """;
    }

    public override string Where() => "true";

    public override string From(Dimension? by) => Members("rows", by, by is null ? "" : Column(by));

    public override string Key(Dimension by) => by.Kind == DimensionKind.Texts ? by.KeySql : Column(by);

    string Column(Dimension by) => $"value_{dimensions.IndexOf(by)}";
}
