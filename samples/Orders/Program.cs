// An order machine that survives a kill. One worker takes an order to "Paid" and dies by SIGKILL while it packs; the
// next one finds the order where it was and takes it on. Stock and order change in one commit, or not at all.
//
//   dotnet run --project samples/Orders                in a new temporary folder
//   dotnet run --project samples/Orders -- ./orders    in a folder that is kept: look at it with holdfast machine
using System.Diagnostics;
using Holdfast;
using Holdfast.Machines;
using Orders;

const string tea = "/stock/tea";

if (args is ["work", var shared, var id, var how])
{
    Worker.Run(shared, id, isToHang: how == "hang");
    return 0;
}

string folder = args is [var given] ? given : Directory.CreateTempSubdirectory("holdfast-orders-").FullName;
using Store store = Store.Open(folder);
State shop = store.GetState("shop");
if (!shop.Exists(tea)) shop[tea] = 10;
string number = $"{shop.Revision.Number}";
using Machine<OrderState, OrderStep> order = OrderMachine.Open(shop, number);

using (Process first = Process.Start(Environment.ProcessPath!, ["work", folder, number, "hang"]))
{
    await order.WaitForAsync(OrderState.Paid, TimeSpan.FromSeconds(30));
    first.Kill();
    await first.WaitForExitAsync();
    Console.WriteLine($"killed while the order was {order.Current}");
}

using (Process second = Process.Start(Environment.ProcessPath!, ["work", folder, number, "finish"]))
{
    await second.WaitForExitAsync();
}

foreach (Transition<OrderState, OrderStep> step in order.History)
{
    string cause = step.HasTrigger ? $"by {step.Trigger}" : "at the start";
    Console.WriteLine($"{step.To} {cause} {step.Argument}".TrimEnd());
}

Console.WriteLine($"tea left: {shop[tea]}, kept in {folder}");
return order.Current == OrderState.Shipped ? 0 : 1;
