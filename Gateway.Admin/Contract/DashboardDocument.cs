using System.Text.Json.Serialization;
using Gateway.Analytics.Queries;

namespace Gateway.Admin.Contract;

/// <summary>A page of widgets on a grid of 12 columns.</summary>
sealed record DashboardDocument : IDocument
{
    public required string Id { get; init; }
    public string? Tenant { get; init; }
    public required string Title { get; init; }
    public string? Description { get; init; }

    /// <summary>Where the list shows it; null: in none.</summary>
    public string? Folder { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public DashboardAccess Access { get; init; }

    /// <summary>Whose it is when <see cref="Access"/> is <c>team</c>.</summary>
    public string? Team { get; init; }

    public DashboardDefaults Defaults { get; init; } = new();

    public IReadOnlyList<WidgetDocument> Widgets { get; init; } = [];

    /// <summary>The shipped dashboard that it is, or is the tenant's own copy of.</summary>
    [Answered]
    public string? Shipped { get; init; }

    /// <summary>Whether it is a shipped one with the tenant's own changes.</summary>
    [Answered]
    public bool Edited { get; init; }

    /// <summary>How often it was saved; 0: as shipped.</summary>
    [Answered]
    public int Version { get; init; }

    [Answered]
    public DateTimeOffset? UpdatedAt { get; init; }

    [Answered]
    public string? UpdatedBy { get; init; }

    /// <summary>Whose a private one is.</summary>
    [Answered]
    public DashboardOwner? Owner { get; init; }

    /// <summary>Whether the caller likes it.</summary>
    [Answered]
    public bool Favourite { get; init; }

    [Answered]
    public bool MayEdit { get; init; }

    /// <summary>Its secret link; null: there is none, or the caller may not edit the dashboard.</summary>
    [Answered]
    public DashboardShareAnswer? Share { get; init; }
}

/// <summary>Who sees a dashboard.</summary>
enum DashboardAccess
{
    /// <summary>Everybody with a role in the whole tenant.</summary>
    Tenant,

    /// <summary>The people of one team, and everybody with a role in the whole tenant.</summary>
    Team,

    /// <summary>Only who made it.</summary>
    Private,
}

/// <summary>What a dashboard shows before anybody chooses something else.</summary>
sealed record DashboardDefaults
{
    public DashboardRange Range { get; init; } = new();

    /// <summary>IANA zone; null: that of the reader.</summary>
    public string? Zone { get; init; }

    public IReadOnlyList<Filter> Filters { get; init; } = [];

    /// <summary>0 (never), 10, 30, 60 or 300.</summary>
    public int RefreshSeconds { get; init; }

    /// <summary><c>previous</c>, <c>day</c>, <c>week</c>; null: nothing.</summary>
    public string? Compare { get; init; }
}

/// <summary>A range as a query takes it.</summary>
sealed record DashboardRange
{
    public string From { get; init; } = "now-24h";
    public string To { get; init; } = "now";
}

/// <summary>One widget and its place.</summary>
sealed record WidgetDocument
{
    public required string Id { get; init; }

    /// <summary>One of the catalogue's widgets.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    /// <summary>First column, from 0.</summary>
    public required int X { get; init; }

    /// <summary>First row, from 0.</summary>
    public required int Y { get; init; }

    /// <summary>Columns.</summary>
    public required int W { get; init; }

    /// <summary>Rows.</summary>
    public required int H { get; init; }

    /// <summary>Null for a text.</summary>
    public WidgetQuery? Query { get; init; }

    public WidgetOptions Options { get; init; } = new();
}

/// <summary>One query as <c>POST /query</c> takes it; its <c>ref</c> is the widget's id.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
sealed record WidgetQuery
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Preset { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string?>? Measures { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Split? Split { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<Filter?>? Filters { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Limit { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Order { get; init; }
}

/// <summary>How a widget draws its answer. What its type does not know stays for when the type is changed.</summary>
sealed record WidgetOptions
{
    /// <summary>A few words after the title.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Note { get; init; }

    /// <summary>One of the catalogue's units; null: that of the answer.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Unit { get; init; }

    /// <summary>0 to 6; null: as many as the size asks for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Decimals { get; init; }

    /// <summary>Null: true.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Legend { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Stacked { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<WidgetThreshold>? Thresholds { get; init; }

    /// <summary>Lower end of the axis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Min { get; init; }

    /// <summary>Upper end of the axis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Max { get; init; }

    /// <summary>A logarithmic axis.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Log { get; init; }

    /// <summary>Series in the colours of their meaning.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetColours? Colours { get; init; }

    /// <summary>A soft ground under the only line.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Ground { get; init; }

    /// <summary>Also the same over time, drawn small.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Spark { get; init; }

    /// <summary>Each row's part of the whole in place of its value.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Share { get; init; }

    /// <summary>What to say in place of a list that knows no value but none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? UnknownHint { get; init; }

    /// <summary>The page where all of it is found.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetPage? More { get; init; }

    /// <summary>Measures of a table, in order; null: all of the query.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? Columns { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetSort? Sort { get; init; }

    /// <summary>Bars in the cells of a table.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public bool? Bars { get; init; }

    /// <summary>Which direction of change is good news; null: neither.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public WidgetDirection? Good { get; init; }

    /// <summary>The markdown of a text.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Text { get; init; }
}

/// <summary>From this value on the figure has the colour.</summary>
sealed record WidgetThreshold
{
    public required double Value { get; init; }
    public required ThresholdColour Color { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; init; }
}

/// <summary>The order of a table's rows.</summary>
sealed record WidgetSort
{
    /// <summary>A measure, or <c>key</c> for the first column.</summary>
    public required string Column { get; init; }

    public bool Desc { get; init; }
}

enum ThresholdColour
{
    Ok,
    Warn,
    Error,
}

enum WidgetColours
{
    Status,
    Percentiles,
    Error,
}

enum WidgetPage
{
    Routes,
    Keys,
}

enum WidgetDirection
{
    Up,
    Down,
}
