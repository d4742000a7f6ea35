"""The usual PyTorch loop, on data that is one tensor in memory.

usage: vae_step.py IMAGES HIDDEN LATENT BATCH; prints rows per second.
"""
import sys
import time

import torch
from torch import nn
from torch.nn import functional as F

PIXELS = 784


class Vae(nn.Module):
    def __init__(self, hidden, latent):
        super().__init__()
        self.encoder = nn.Linear(PIXELS, hidden)
        self.mean = nn.Linear(hidden, latent)
        self.log_variance = nn.Linear(hidden, latent)
        self.decoder = nn.Linear(latent, hidden)
        self.logits = nn.Linear(hidden, PIXELS)

    def forward(self, x):
        h = F.relu(self.encoder(x))
        mean, log_variance = self.mean(h), self.log_variance(h)
        z = mean + torch.randn_like(mean) * torch.exp(0.5 * log_variance)
        return self.logits(F.relu(self.decoder(z))), mean, log_variance


def loss_of(x, logits, mean, log_variance):
    reconstruction = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
    kl = -0.5 * torch.sum(1 + log_variance - mean.pow(2) - log_variance.exp())
    return (reconstruction + kl) / len(x)


def batches(count, batch):
    while True:
        yield from torch.randperm(count)[:count - count % batch].split(batch)


def rows_per_second(images, model, optimizer, order, batch, seconds):
    start = time.perf_counter()
    rows = 0
    while time.perf_counter() - start < seconds:
        x = images.index_select(0, next(order))
        optimizer.zero_grad(set_to_none=True)
        loss = loss_of(x, *model(x))
        loss.backward()
        optimizer.step()
        loss.item()
        rows += batch
    return rows / (time.perf_counter() - start)


def main():
    hidden, latent, batch = map(int, sys.argv[2:])
    with open(sys.argv[1], "rb") as file:
        pixels = torch.frombuffer(bytearray(file.read()), dtype=torch.uint8)
    images = pixels.view(-1, PIXELS).float() / 255
    model = Vae(hidden, latent)
    state = (images, model, torch.optim.Adam(model.parameters(), lr=1e-3), batches(len(images), batch), batch)
    rows_per_second(*state, seconds=0.5)
    print(rows_per_second(*state, seconds=1))


if __name__ == "__main__":
    main()
