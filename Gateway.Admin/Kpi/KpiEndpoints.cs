using Gateway.Admin.Access;
using Gateway.Admin.Contract;
using Gateway.Admin.Http;
using Gateway.Admin.Queries;
using Gateway.Analytics.Queries;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Gateway.Admin.Kpi;

/// <summary>
/// Key figures for people and teams: a preset and typed parameters, never a query of one's own. Whose traffic it is follows from
/// who asks; a parameter can narrow it and cannot widen it.
/// </summary>
sealed class KpiEndpoints(QueryEngine engine, PresetCatalogue presets, KpiAccess access)
{
    /// <summary>Late rows and new names are seen after that.</summary>
    static readonly TimeSpan KeepClosed = TimeSpan.FromMinutes(5);

    readonly CatalogueDescription catalogue = presets.Describe();

    public void Map(IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/kpi").WithTags("kpi");
        group.MapGet("presets", (HttpContext http) => List(Scopes.Of(http))).Needs(Need.ReadOwn).Produces<KpiCatalogue>();
        group.MapGet("query", (HttpContext http, CancellationToken token) =>
        {
            var (input, problem) = KpiInput.OfAddress(http);
            return input is null ? Task.FromResult(problem!) : AskAsync(http, input, token);
        }).Needs(Need.ReadOwn).Produces<KpiAnswer>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
        group.MapPost("query", async (HttpContext http, CancellationToken token) =>
        {
            var (input, problem) = await KpiInput.OfBodyAsync(http);
            return input is null ? problem! : await AskAsync(http, input, token);
        }).Needs(Need.ReadOwn).Accepts<KpiDocument>("application/json").Produces<KpiAnswer>().ProducesProblem(400).ProducesProblem(403).ProducesProblem(404);
    }

    IResult List(Scope scope)
    {
        var visible = QueryScopes.Of(scope);
        var offers = catalogue.Presets
            .Select(Preset)
            .Where(preset => KpiAccess.WhyNot(scope, preset) is null)
            .Select(preset => new KpiOffer(
                preset.Preset.Name,
                preset.Preset.Title,
                preset.Preset.Subject,
                preset.Preset.Description,
                preset.Preset.Unit,
                preset.Preset.Shape,
                preset.Preset.Widget,
                preset.Preset.Tier,
                preset.Views,
                KpiParameters.Of(preset, catalogue, visible)));
        return TypedResults.Json(new KpiCatalogue([.. offers], KpiScope.Of(visible, scope.Teams)), ContractJson.Options);
    }

    async Task<IResult> AskAsync(HttpContext http, KpiInput input, CancellationToken token)
    {
        var scope = Scopes.Of(http);
        if (catalogue.Presets.FirstOrDefault(each => each.Name == input.Preset) is not { } description)
            return Problems.Of(StatusCodes.Status404NotFound, "Not found", "There is no such preset; GET /api/v1/kpi/presets lists those for you.");
        var preset = Preset(description);
        if (KpiAccess.WhyNot(scope, preset) is { } refusal)
            return refusal;
        var errors = new FieldErrors();
        if (KpiQuestion.Read(input.Values, KpiParameters.Of(preset, catalogue, QueryScopes.Of(scope)), description.Name, errors) is not { } question)
            return Refused(errors);
        var (visible, problem) = await access.ScopeAsync(scope, question, token);
        if (visible is null)
            return problem!;
        var answer = await engine.RunAsync(visible, question.Request, token);
        if (answer.Errors.Count > 0)
            return Refused(question.Named(answer.Errors));
        var result = answer.Results[KpiQuestion.Ref];
        if (result is FailedResult { Error: var error })
            return Problems.Of(error.Status, error.Title, error.Detail);
        var teams = question.Teams.Count > 0 ? question.Teams : scope.Teams;
        var isFixed = result is ShapedResult { IsClosed: true } && !question.Moves;

        // How far the record goes by now changes all the time, and this answer no more.
        if (isFixed && result is ShapedResult shaped)
            result = shaped with { CompleteUntil = shaped.To };
        return new TaggedJson<KpiAnswer>(new KpiAnswer(result, description.Name, KpiScope.Of(visible, teams)), isFixed ? KeepClosed : TimeSpan.Zero);
    }

    KpiPreset Preset(PresetDescription preset) => new(preset, catalogue.Dimensions);

    /// <summary>400 with every parameter that is wrong.</summary>
    public static IResult Refused(FieldErrors errors) => Problems.WithErrors(StatusCodes.Status400BadRequest, "The question cannot be answered", errors);
}
