using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.ML.Vae.Generation;
using Microsoft.ML.Vae.Inputs;
using Microsoft.ML.Vae.Tool.Models;

namespace Microsoft.ML.Vae.Tool.Explorer;

/// <summary>What the page asks for. Nothing here changes anything; numbers out of range are refused with a sentence.</summary>
internal sealed class ExplorerApi(ExplorerModel model)
{
    /// <summary>How far a latent may be from 0 in each dimension, where the prior has a standard deviation of 1.</summary>
    public const float LargestValue = 100;

    private const int MostNeighbours = 50;
    private const string Pixels = "application/octet-stream";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/model", Describe);
        routes.MapGet("/api/scatter", (HttpContext context) => Scatter(context.Request.Query));
        routes.MapGet("/api/row", (HttpContext context) => Row(context.Request.Query));
        routes.MapGet("/api/picture", (HttpContext context) => RowPicture(context.Request.Query));
        routes.MapGet("/api/sample", (HttpContext context) => Sample(context.Request.Query));
        routes.MapPost("/api/decode", async Task<IResult> (HttpContext context) => await WithLatent(context, Decode));
        routes.MapPost("/api/nearest", async Task<IResult> (HttpContext context) => await WithLatent(
            context, (latent, _) => Nearest(context.Request.Query, latent)));
    }

    private IResult Describe() => Results.Json(new
    {
        name = model.Name,
        summary = model.Summary,
        dimensions = model.LatentDimension,
        order = model.Order,
        divergences = model.Divergences,
        width = model.Decoder.Shape?.Width,
        height = model.Decoder.Shape?.Height,
        slots = model.Decoder.Slots,
        rows = model.Rows?.Count ?? 0,
        classes = model.Rows?.Classes ?? [],
        pictures = model.Rows is { Pictures.Count: > 0 },
        condition = model.Decoder.Condition is { } column ? DescribeCondition(column) : null,
    });

    private static object DescribeCondition(ConditionColumn column) => new
    {
        name = column.Name,
        count = column.Kind == ConditionKind.Key ? 1 : column.Size,
        values = column.Kind != ConditionKind.Key ? null : column.Names?.All
            ?? [.. Enumerable.Range(1, column.Size).Select(key => key.ToString(CultureInfo.InvariantCulture))],
    };

    private IResult Scatter(IQueryCollection query)
    {
        if (model.Rows is not { } rows)
            return NoRows();
        if (Number(query, "x", model.LatentDimension, out var x) is { } badX)
            return badX;
        if (Number(query, "y", model.LatentDimension, out var y) is { } badY)
            return badY;
        return Results.Json(new
        {
            x = rows.Codes.Select(code => MathF.Round(code[x], 3)),
            y = rows.Codes.Select(code => MathF.Round(code[y], 3)),
            classes = rows.ClassIndices,
        });
    }

    private IResult Row(IQueryCollection query)
    {
        if (model.Rows is not { } rows)
            return NoRows();
        return Number(query, "index", rows.Count, out var index) ?? Results.Json(new
        {
            name = rows.Names[index],
            label = rows.Labels.Count > 0 ? rows.Labels[index] : null,
            latent = rows.Codes[index],
            condition = rows.Conditions.Count > 0 ? rows.Conditions[index] : null,
        });
    }

    private IResult RowPicture(IQueryCollection query) => model.Rows is { Pictures.Count: > 0 } rows
        ? Number(query, "index", rows.Count, out var index) ?? Results.Bytes(rows.Pictures[index].Pixels, Pixels)
        : Fault("There are no pictures of rows.", StatusCodes.Status404NotFound);

    private IResult Sample(IQueryCollection query) =>
        Number(query, "seed", int.MaxValue, out var seed) ?? Results.Json(new { latent = model.Decoder.Draw(seed) });

    private IResult Decode(float[] latent, ConditionValue? condition) => model.Decoder.Shape is null
        ? Results.Json(new { values = model.Decoder.DecodeNumbers(latent, condition) })
        : Results.Bytes(model.Decoder.DecodePicture(latent, condition).Pixels, Pixels);

    private IResult Nearest(IQueryCollection query, float[] latent)
    {
        if (model.Rows is not { } rows)
            return NoRows();
        return Number(query, "count", MostNeighbours + 1, out var count) ?? Results.Json(rows.Nearest(latent, count).Select(near => new
        {
            index = near.Row,
            name = rows.Names[near.Row],
            label = rows.Labels.Count > 0 ? rows.Labels[near.Row] : null,
            distance = Math.Round(near.Distance, 3),
        }));
    }

    /// <summary>Reads {"latent": […], "condition": […]}, of which the condition may be left out, and checks it.</summary>
    private async Task<IResult> WithLatent(HttpContext context, Func<float[], ConditionValue?, IResult> answer)
    {
        LatentRequest? request;
        try
        {
            request = await context.Request.ReadFromJsonAsync<LatentRequest>(context.RequestAborted);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Fault("The request must be JSON such as {\"latent\": [0.5, -1]}.");
        }
        catch (BadHttpRequestException e)
        {
            return Fault(e.Message, e.StatusCode);
        }
        if (request?.Latent is not { } latent || latent.Length != model.LatentDimension)
            return Fault($"The latent has {request?.Latent?.Length ?? 0} numbers; must have {model.LatentDimension}.");
        var outside = Array.FindIndex(latent, value => !(Math.Abs(value) <= LargestValue));
        if (outside >= 0)
        {
            return Fault(FormattableString.Invariant(
                $"Number {outside} of the latent is {latent[outside]}; must be in [-{LargestValue}, {LargestValue}]."));
        }
        ConditionValue? condition;
        try
        {
            condition = request.Condition is { } numbers ? ConditionValue.From(model.Decoder.Condition, numbers) : null;
        }
        catch (ArgumentException e)
        {
            return Fault(e.Message);
        }
        return answer(latent, condition);
    }

    /// <summary>A whole number of the query below a limit, or what to answer if it is none.</summary>
    private static IResult? Number(IQueryCollection query, string name, int limit, out int number)
    {
        var isNumber = int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isNumber && number < limit ? null : Fault($"'{name}' is '{query[name]}'; must be a whole number in [0, {limit - 1}].");
    }

    private static IResult NoRows() => Fault("There are no rows: start vae explore with --data.", StatusCodes.Status404NotFound);

    private static IResult Fault(string reason, int status = StatusCodes.Status400BadRequest) =>
        Results.Json(new { error = reason }, statusCode: status);

    private sealed record LatentRequest(float[]? Latent, float[]? Condition);
}
