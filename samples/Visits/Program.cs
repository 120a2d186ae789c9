// A web handler is made anew for each request, as web frameworks do, and keeps its state all the same: in a cell of a
// store, where the next handler, the next process and the next run find it.
//
//   dotnet run --project samples/Visits                          asks its own server, in a new temporary folder
//   dotnet run --project samples/Visits -- ./site                in a folder that goes on counting each time
//   dotnet run --project samples/Visits -- ./site 8080           serves until it is stopped; curl -X POST
//                                                                http://127.0.0.1:8080/visits/ann
using System.Net.Http.Json;
using Holdfast;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Visits;

const int visitors = 20;

string folder = args is [var given, ..] ? given : Directory.CreateTempSubdirectory("holdfast-visits-").FullName;
string port = args is [_, var wanted] ? wanted : "0";

WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
builder.Logging.ClearProviders();
builder.Services.AddSingleton(_ => Store.Open(folder));
builder.Services.AddTransient<VisitHandler>();
await using WebApplication site = builder.Build();
site.Urls.Add($"http://127.0.0.1:{port}");
site.MapGet("/visits", (VisitHandler handler) => handler.Look());
site.MapPost("/visits/{name}", (string name, VisitHandler handler) => handler.Visit(name));
await site.StartAsync();
if (port != "0")
{
    await site.WaitForShutdownAsync();
    return 0;
}

using HttpClient client = new() { BaseAddress = new Uri(site.Urls.First()) };
int before = await CountAsync(client);
await Task.WhenAll(Enumerable.Range(1, visitors).Select(visitor => VisitAsync(client, $"visitor {visitor}")));
int after = await CountAsync(client);
Console.WriteLine($"visits {before} -> {after}");
Console.WriteLine($"handlers made for {visitors + 2} requests: {VisitHandler.Made}");
await site.StopAsync();
return after == before + visitors ? 0 : 1;

static async Task<int> CountAsync(HttpClient client) => (await client.GetFromJsonAsync<Guests>("/visits"))!.Count;

static async Task VisitAsync(HttpClient client, string name)
{
    using HttpResponseMessage answer = await client.PostAsync($"/visits/{Uri.EscapeDataString(name)}", null);
    answer.EnsureSuccessStatusCode();
}
