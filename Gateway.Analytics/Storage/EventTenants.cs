namespace Gateway.Analytics.Storage;

/// <summary>
/// The tenants that have events, for those who see all: one step of the index (tenant, minute) for each, where the coarse index on
/// time alone would read everything that came since it was last brought up to date.
/// </summary>
static class EventTenants
{
    /// <summary>A query for their ids.</summary>
    /// <param name="day">Parameter that holds a day's midnight; days before it are not looked at. Null: all that is kept.</param>
    public static string Sql(string? day = null) => $"""
        with recursive tenants as (
          (select e.tenant from events e where {(day is null ? "true" : $"e.time >= {day}")} order by e.tenant limit 1)
          union all
          select (select e.tenant from events e where e.tenant > t.tenant{(day is null ? "" : $" and e.time >= {day}")} order by e.tenant limit 1)
          from tenants t
          where t.tenant is not null)
        select tenant from tenants where tenant is not null
        """;

    /// <summary>Of a row of <c>events</c>: that it is of one of them.</summary>
    /// <param name="day">As for <see cref="Sql"/>.</param>
    public static string Condition(string day) => $"""
        events.tenant = any(array(
            {Sql(day)}))
        """;

    public static DateTimeOffset Midnight(DateTimeOffset time) => new(time.UtcDateTime.Date, TimeSpan.Zero);
}
